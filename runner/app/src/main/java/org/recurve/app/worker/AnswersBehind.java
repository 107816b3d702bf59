package org.recurve.app.worker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.EpochDone;
import org.recurve.api.event.Event.Recorded;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.StepDone;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.event.Event.TrialStarted;
import org.recurve.api.event.Provenance;
import org.recurve.app.worker.WireInput.Sent;

/**
 * Passes on what lies behind a step, of a trial that may have been begun before it: what went before was taken already. For one thread.
 */
public final class AnswersBehind {
    private final TrialAnswers next;
    private final Map<String, String> facts;
    private final List<Sent<WorkerMessage>> held = new ArrayList<>();
    private final BooleanSupplier interruptions;
    private long step;
    private boolean behind;
    private boolean gap;
    private boolean interrupted;

    /**
     * Passes on to {@code next}.
     *
     * @param step the last one that was taken
     * @param facts about the machine that only the study's own knows
     * @param interruptions whether the trial may end as interrupted
     */
    public AnswersBehind(TrialAnswers next, long step, Map<String, String> facts, BooleanSupplier interruptions) {
        this.next = next;
        this.step = step;
        this.facts = facts;
        this.interruptions = interruptions;
    }

    /** Returns the last step that was taken. */
    public long step() {
        return step;
    }

    /** Returns whether steps are missing between what was taken and what came. */
    public boolean hasGap() {
        return gap;
    }

    /** Returns whether the trial ended as interrupted, which was not passed on. */
    public boolean wasInterrupted() {
        return interrupted;
    }

    /** Takes what came next. */
    public void take(Sent<WorkerMessage> sent) {
        switch (sent) {
            case Sent.SentMessage<WorkerMessage>(WorkerMessage.MomentPassed _) when !behind && step > 0 -> {}
            case Sent.SentMessage<WorkerMessage> _, Sent.SentEnd<WorkerMessage> _ -> next.take(sent);
            case Sent.SentEvent<WorkerMessage>(Event event) -> event(event, sent);
        }
    }

    private void event(Event event, Sent<WorkerMessage> sent) {
        switch (event) {
            case TrialStarted started -> next.take(new Sent.SentEvent<>(with(started)));
            case StepDone done -> step(done, sent);
            case EpochDone epoch -> passIf(behind || epoch.step() > step, sent);
            case Recorded it -> {
                if (behind || it.step() > step) {
                    next.take(sent);
                } else if (it.step() == step) {
                    held.add(sent);
                }
            }
            case TrialEnded ended
            when ended.status() == Status.INTERRUPTED && !interruptions.getAsBoolean() -> interrupted = true;
            case TrialEnded _ -> {
                held.forEach(next::take); // no step came behind these: they belong to the end
                next.take(sent);
            }
            default -> next.take(sent);
        }
    }

    private void step(StepDone done, Sent<WorkerMessage> sent) {
        held.clear();
        if (!behind && done.step() <= step) {
            return;
        }
        gap |= !behind && done.step() != step + 1;
        if (!gap) {
            behind = true;
            step = done.step();
            next.take(sent);
        }
    }

    private void passIf(boolean passes, Sent<WorkerMessage> sent) {
        if (passes) {
            next.take(sent);
        }
    }

    private TrialStarted with(TrialStarted started) {
        Provenance there = started.provenance();
        Map<String, String> machine = new HashMap<>(there.machine());
        machine.putAll(facts);
        return new TrialStarted(
                started.trial(),
                started.study(),
                started.variant(),
                started.task(),
                started.seed(),
                started.configuration(),
                new Provenance(
                        there.recurve(),
                        there.arithmetic(),
                        there.plugins(),
                        there.dataDigest(),
                        machine,
                        there.code()),
                started.layers(),
                started.measuredAt());
    }

    /** Returns whether nothing more is to be taken. */
    public boolean isOver() {
        return interrupted || gap || next.isOver();
    }

    /** Returns whether the trial was begun. */
    public boolean hasBegun() {
        return next.hasBegun();
    }

    /** Returns why the trial is not trained. */
    public Optional<String> refused() {
        return next.refused();
    }
}
