package org.recurve.app.queue;

import java.util.List;
import org.recurve.app.worker.TrialPackage;

/** Something that a run and its workers tell each other by a small file in their folder. */
sealed interface QueueNote {
    /** Says how the folder is laid out. */
    record Layout(int version) implements QueueNote {}

    /**
     * Describes a trial to be trained.
     *
     * @param recurve the version that has it trained
     * @param arithmetic the version of the arithmetic contract
     * @param step behind which the checkpoint stands that the trial goes on from
     * @param jars SHA-256 of the jars of plugins, in hexadecimal
     * @param avoided the worker that trained it before; empty if nobody did
     */
    record Offer(String recurve, int arithmetic, TrialPackage trial, long step, List<String> jars, String avoided)
            implements QueueNote {
        /** Returns whether who goes on with this one comes to what the other asks for. */
        boolean isSame(Offer other) {
            return step <= other.step
                    && jars.equals(other.jars)
                    && recurve.equals(other.recurve)
                    && arithmetic == other.arithmetic
                    && trial.isSame(other.trial);
        }
    }

    /** Says what became of a trial in a turn. */
    sealed interface TurnNote extends QueueNote {}

    /** Says whose the trial is now. */
    record Held(String worker) implements TurnNote {}

    /**
     * Says that the trial is anybody's again.
     *
     * @param lost whether whatever trained it is gone; otherwise it was handed back with a checkpoint
     */
    record Free(boolean lost, String reason) implements TurnNote {}

    /** Says that all of the trial's result is there. */
    record Done() implements TurnNote {}

    /**
     * Says that a worker is alive: another one each time.
     *
     * @param everyMillis how often there is another one
     */
    record Beat(long count, long everyMillis) implements QueueNote {}

    /** Says why a worker does not train a trial. */
    record Refusal(String worker, String reason) implements QueueNote {}
}
