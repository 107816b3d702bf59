package org.recurve.app.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.EpochDone;
import org.recurve.api.event.Event.StepDone;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.storage.journal.Checkpoint;
import org.recurve.storage.view.TrialView;

/**
 * A trial's course from one checkpoint to the next.
 *
 * @param from empty: from the trial's beginning
 * @param to empty: to the trial's end
 */
public record TrialPassage(TrialView trial, Optional<Checkpoint> from, Optional<Checkpoint> to) {
    /** Returns the whole trial. */
    public static TrialPassage whole(TrialView trial) {
        return new TrialPassage(trial, Optional.empty(), Optional.empty());
    }

    /**
     * Returns the passages that a trial falls into.
     *
     * @param checkpoints the trial's, by ascending steps
     */
    public static List<TrialPassage> of(TrialView trial, List<Checkpoint> checkpoints) {
        List<TrialPassage> passages = new ArrayList<>();
        Optional<Checkpoint> from = Optional.empty();
        for (Checkpoint checkpoint : checkpoints) {
            passages.add(new TrialPassage(trial, from, Optional.of(checkpoint)));
            from = Optional.of(checkpoint);
        }
        passages.add(new TrialPassage(trial, from, Optional.empty()));
        return passages;
    }

    /** Returns the step behind which it begins. */
    long start() {
        return from.map(Checkpoint::step).orElse(0L);
    }

    /** Returns whether something that the trial's journal tells lies on it. */
    boolean holds(Event event) {
        return switch (event) {
            case StepDone step -> holds(step.step());
            case EpochDone epoch -> holds(epoch.step());
            case TrialEnded _ -> to.isEmpty();
            default -> false;
        };
    }

    private boolean holds(long step) {
        return step > start() && to.map(end -> step <= end.step()).orElse(true);
    }

    /** Returns which part of the trial it is; empty if it is the whole. */
    public String part() {
        return from.isEmpty() && to.isEmpty()
                ? ""
                : "from step " + (start() + 1) + " to "
                        + to.map(end -> "step " + end.step()).orElse("the end");
    }
}
