package org.recurve.engine.study;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.recurve.api.data.Data;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.StudyEnded;
import org.recurve.api.event.Event.StudyStarted;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.event.Provenance;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.engine.bus.Events;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.identity.Platform;
import org.recurve.engine.spec.Expectation;
import org.recurve.engine.spec.StudySpec;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.study.StudyResult.Outcome;
import org.recurve.engine.trial.Checkpoints;
import org.recurve.engine.trial.Elapsed;
import org.recurve.engine.trial.Job;
import org.recurve.engine.trial.Trial;

/**
 * Runs studies. Trials that ended before are reused; the others are started in the order of the study, so many side by
 * side as there are {@code jobs}. Neither their numbers nor the order of one trial's events depend on that.
 *
 * @param checkpoints where trials go on from
 * @param finished the end of the trial with this identity, if it was run before, to whatever end, and is not to be run again
 * @param jobs trials side by side, at least 1
 * @param stop asked before every step of every trial; what was told to stop ends as interrupted, and nothing is begun
 */
public record StudyRunner(
        Platform platform,
        DataPool data,
        Events events,
        Checkpoints checkpoints,
        Function<String, Optional<TrialEnded>> finished,
        int jobs,
        BooleanSupplier stop,
        InstantSource clock) {
    /** The same with so many trials side by side. */
    public StudyRunner sideBySide(int most) {
        return new StudyRunner(platform, data, events, checkpoints, finished, most, stop, clock);
    }

    /** Data that cannot be opened, and variants that are the same, end in {@link InvalidSetting} before the first event. */
    public StudyResult run(StudySpec study) {
        return run(study, Bounds.NONE, Growth.NONE);
    }

    /** The same for a part of the study, of whose rest it gives what was found finished; and for what that grows to. */
    public StudyResult run(StudySpec study, Bounds bounds, Growth growth) {
        Instant start = clock.instant();
        StudySpec grown = study;
        while (true) {
            List<Outcome> outcomes = outcomes(grown, bounds);
            Optional<StudySpec> more = whole(grown, outcomes) ? growth.beyond(grown, outcomes) : Optional.empty();
            if (more.isEmpty()) {
                Map<String, Boolean> expectations = expectations(grown, outcomes);
                events.publish(new StudyEnded(study.name(), expectations, Elapsed.between(start, clock.instant())));
                return new StudyResult(study.name(), outcomes, searched(grown, jobs(grown)), expectations);
            }
            grown = more.get();
        }
    }

    private List<Outcome> outcomes(StudySpec study, Bounds bounds) {
        List<Job> planned = jobs(study);
        events.publish(new StudyStarted(
                study.name(),
                study.question(),
                study.file(),
                planned.stream().map(Job::plan).toList(),
                study.compare(),
                clock.instant(),
                bounds.text()));
        Set<String> within = bounds.within(planned);
        Set<String> searched = searched(study, planned);
        return SideBySide.run(planned, jobs, (job, cancelled) -> {
            Optional<Outcome> outcome = within.contains(job.identity()) ? outcome(job, cancelled) : known(job);
            boolean failed =
                    outcome.filter(o -> o.ended().status() == Status.FAILED).isPresent();
            if (failed && bounds.stopOnFailure() && !searched.contains(job.identity())) {
                cancelled.set(true);
            }
            return outcome;
        });
    }

    private static Set<String> searched(StudySpec study, List<Job> planned) {
        return planned.stream()
                .skip(planned.size() - study.searched())
                .map(Job::identity)
                .collect(Collectors.toSet());
    }

    /** The study's trials with their identities and data. */
    public List<Job> jobs(StudySpec study) {
        Map<String, Job> jobs = new LinkedHashMap<>();
        for (TrialSpec spec : study.trials()) {
            Job job = job(study.name(), spec);
            Job same = jobs.putIfAbsent(job.identity(), job);
            if (same != null) {
                throw new InvalidSetting(spec.title() + " is the same trial as "
                        + same.spec().title() + ": nothing that can change its result differs; remove one of the two");
            }
        }
        return List.copyOf(jobs.values());
    }

    private Job job(String study, TrialSpec spec) {
        Data opened = data.open(spec.data());
        Provenance provenance = platform.provenance(spec, opened);
        return new Job(Platform.identity(spec, provenance), study, spec, opened, provenance);
    }

    /** Runs one trial on the calling thread, or finds it; empty if the run was told to stop. */
    public Optional<Outcome> one(String study, TrialSpec spec) {
        return outcome(job(study, spec), new AtomicBoolean());
    }

    private Optional<Outcome> known(Job job) {
        return finished.apply(job.identity()).map(before -> reused(job, before));
    }

    private static Outcome reused(Job job, TrialEnded before) {
        return new Outcome(job.plan(), before, true);
    }

    private Optional<Outcome> outcome(Job job, AtomicBoolean cancelled) {
        Optional<Outcome> before = known(job);
        if (before.isPresent()) {
            return before;
        }
        BooleanSupplier halt = () -> cancelled.get() || stop.getAsBoolean();
        Optional<TrialEnded> elsewhere =
                halt.getAsBoolean() ? Optional.empty() : checkpoints.await(job.identity(), halt);
        if (elsewhere.isPresent() || halt.getAsBoolean()) {
            return elsewhere.map(ended -> reused(job, ended));
        }
        return Optional.of(new Outcome(job.plan(), new Trial(events, checkpoints, halt, clock).run(job), false));
    }

    private static boolean whole(StudySpec study, List<Outcome> outcomes) {
        return outcomes.size() == study.trials().size()
                && outcomes.stream().noneMatch(outcome -> outcome.ended().status() == Status.INTERRUPTED);
    }

    /** Not asked of a study that was interrupted: what is not there yet has not failed. */
    private static Map<String, Boolean> expectations(StudySpec study, List<Outcome> outcomes) {
        Map<String, Boolean> held = new LinkedHashMap<>();
        for (Expectation expectation : whole(study, outcomes) ? study.expectations() : List.<Expectation>of()) {
            held.put(expectation.text(), expectation.holds(new Means(outcomes)));
        }
        return held;
    }
}
