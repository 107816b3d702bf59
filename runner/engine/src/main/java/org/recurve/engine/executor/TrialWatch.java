package org.recurve.engine.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Checkpointed;
import org.recurve.api.event.Event.EpochDone;
import org.recurve.api.event.Event.Recorded;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.StepDone;
import org.recurve.api.event.Event.StudyEnded;
import org.recurve.api.event.Event.StudyStarted;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.event.Event.TrialStarted;
import org.recurve.api.event.Event.Warned;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.checkpoint.EarlierTraining;
import org.recurve.engine.checkpoint.LearntState;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.replay.RecordedCourse;
import org.recurve.engine.replay.ReplayDifference;
import org.recurve.engine.training.TrialJob;

/**
 * Takes what comes back of one trial, over all its tries: publishes what is new, compares what is not, and refuses what is of no such
 * trial. For one thread.
 */
final class TrialWatch implements EventSink, TrialCheckpoints {
    private final TrialJob job;
    private final EventSink events;
    private final TrialCheckpoints checkpoints;
    private final Optional<EarlierTraining> earlier;
    private final boolean holds;

    private Optional<TrialStarted> first = Optional.empty();
    private Optional<TrialStarted> now = Optional.empty();
    private Optional<RecordedCourse> course = Optional.empty();
    private Optional<TrialEnded> ended = Optional.empty();
    private boolean released;
    /** Stands for the last step of the training that it goes on from, and then for that of its own. */
    private long step;

    private long base;

    /**
     * Watches a trial.
     *
     * @param earlier training that it goes on from, whose events come before its own
     * @param holds whether its end is held back until somebody else has confirmed it
     */
    TrialWatch(
            TrialJob job,
            EventSink events,
            TrialCheckpoints checkpoints,
            Optional<EarlierTraining> earlier,
            boolean holds) {
        this.job = job;
        this.events = events;
        this.checkpoints = checkpoints;
        this.earlier = earlier;
        this.holds = holds;
    }

    boolean isStarted() {
        return first.isPresent();
    }

    /** Prepares for another try from a checkpoint behind this step, or from where the trial began. */
    void goBack(Optional<Long> left) {
        now = Optional.empty();
        step = 0;
        if (isStarted()) {
            List<Event> recorded = new ArrayList<>();
            checkpoints.recorded(job.identity(), recorded::add);
            course = Optional.of(new RecordedCourse(recorded, left.orElse(base)));
        }
    }

    /** Returns the end that is held back. */
    Optional<TrialEnded> held() {
        return released ? Optional.empty() : ended;
    }

    /** Publishes the end that was held back. */
    TrialEnded release() {
        events.publish(ended());
        released = true;
        return ended();
    }

    /** Returns the end of the trial, once it has come. */
    TrialEnded ended() {
        return ended.orElseThrow(() -> new IllegalStateException("a site returned before the trial ended"));
    }

    /** Returns how the trial that is recorded began. */
    TrialStarted first() {
        return first.orElseThrow();
    }

    /** Refuses events of another trial, and a beginning that is not that of this one. */
    void check(Event event) {
        if (!(event instanceof Event.OfTrial it) || !it.trial().equals(job.identity())) {
            throw new SiteFailure(job.spec().title() + ": what trained it sent something that is not about this trial");
        }
        if (event instanceof TrialStarted started) {
            String is = RunPlatform.identity(started.configuration(), started.seed(), started.provenance());
            if (!is.equals(job.identity())) {
                throw new SiteFailure(job.spec().title() + ": what trained it says that this is the trial "
                        + job.identity() + ", but its configuration, seed, data and plugins are those of " + is);
            }
            String version = started.provenance().recurve();
            if (!version.equals(job.provenance().recurve())) {
                throw new SiteFailure(job.spec().title() + ": was trained by version " + version
                        + ", and this is version " + job.provenance().recurve()
                        + "; use the same version on every machine");
            }
        }
    }

    @Override
    public void publish(Event event) {
        switch (event) {
            case Warned warned -> events.publish(warned);
            case StudyStarted _, StudyEnded _ -> check(event);
            case TrialStarted started -> start(started);
            case TrialEnded end -> end(end);
            case StepDone it -> {
                step(it);
                number(it);
            }
            case EpochDone epoch -> {
                if (step != 0 && epoch.step() != step) {
                    throw lost("the end of epoch " + epoch.epoch() + " (step " + epoch.step() + ")", step);
                }
                number(epoch);
            }
            case Recorded it -> {
                check(it);
                if (!course.map(known -> known.isKnown(it)).orElse(false)) {
                    events.publish(it);
                }
            }
            case Checkpointed it -> {
                check(it);
                if (!isBehind()) {
                    events.publish(it);
                }
            }
        }
    }

    private void start(TrialStarted started) {
        check(started);
        now = Optional.of(started);
        if (first.isPresent()) {
            return;
        }
        first = now;
        events.publish(started);
        job.spec().starts().forEach(from -> checkpoints.startsFrom(job.identity(), from));
        earlier.ifPresent(it -> it.replay(event -> {
            base = event instanceof StepDone before ? before.step() : base;
            events.publish(event);
        }));
    }

    /** Refuses steps that were lost or doubled on their way. */
    private void step(StepDone now) {
        if (step != 0 && now.step() != step + 1) {
            throw lost("step " + now.step(), step);
        }
        step = now.step();
    }

    private MessagesMissing lost(String what, long after) {
        return new MessagesMissing("what trained it sent " + what + " after step " + after);
    }

    private void number(Event event) {
        check(event);
        if (isBehind()) {
            compare(event);
        } else {
            events.publish(event);
        }
    }

    /** An end that is no result is the same wherever it comes. */
    private void end(TrialEnded end) {
        check(end);
        boolean result = end.status() == Status.FINISHED || end.status() == Status.DIVERGED;
        if (result && isBehind()) {
            compare(end);
        }
        ended = Optional.of(end);
        released = !(holds && result);
        if (released) {
            events.publish(end);
        }
    }

    private boolean isBehind() {
        return course.map(it -> !it.isOver()).orElse(false);
    }

    private void compare(Event event) {
        Optional<ReplayDifference> difference = course.orElseThrow().compare(event);
        if (difference.isPresent()) {
            throw new ResultsDiffer(first(), now.orElseGet(this::first), difference.get());
        }
    }

    /** Asked by nobody: a try says what it goes on from. */
    @Override
    public Optional<byte[]> latest(String trial) {
        return Optional.empty();
    }

    /** Returns a moment that is kept, unless the record is further already. */
    @Override
    public SavedMoment now(String trial) {
        if (isBehind()) {
            return TrialCheckpoints.NONE.now(trial);
        }
        long recorded = step;
        SavedMoment moment = checkpoints.now(trial);
        return (at, epoch, digest, content, keep) -> {
            if (recorded != 0 && at != recorded) { // a start from there would leave out what lies between
                throw lost("a checkpoint after step " + at, recorded);
            }
            return moment.write(at, epoch, digest, content, keep);
        };
    }

    @Override
    public void finished(String trial, LearntState learnt) {
        checkpoints.finished(trial, learnt);
    }

    /**
     * Keeps what somebody else came to who trained the trial as well. If the record begins with that very training, the other one is
     * that which went on in its place.
     */
    @Override
    public void confirmed(String trial, List<Event> again) {
        List<Event> ofTrial = new ArrayList<>(
                again.stream().filter(Event.OfTrial.class::isInstance).toList());
        ofTrial.forEach(this::check);
        if (ofTrial.getFirst() instanceof TrialStarted started
                && started.measuredAt().equals(first().measuredAt())) {
            ofTrial.set(0, now.orElseThrow());
        }
        checkpoints.confirmed(trial, ofTrial);
    }
}
