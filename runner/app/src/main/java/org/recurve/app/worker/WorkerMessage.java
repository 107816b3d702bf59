package org.recurve.app.worker;

import org.recurve.storage.weights.LearntModel;

/** Something that a process which trains trials tells the one that asked for it; events of trials go between these. */
public sealed interface WorkerMessage {
    /**
     * Says who it is; the first message.
     *
     * @param process its number on its machine
     */
    record Ready(long process) implements WorkerMessage {}

    /** Says that the trial is the one that was meant, and begins. */
    record Began() implements WorkerMessage {}

    /** Says why the trial cannot be trained here: its data are not there, or its plugins are others. */
    record Refused(String reason) implements WorkerMessage {}

    /** Says that a checkpoint of this moment may follow. */
    record MomentPassed(long moment) implements WorkerMessage {}

    /** A checkpoint of a moment before. */
    @SuppressWarnings("ArrayRecordComponent") // as large as the model; nobody compares two of them
    record CheckpointLeft(long moment, long step, int epoch, String digest, byte[] content, int keep)
            implements WorkerMessage {}

    /** Weights at the epoch that counts. */
    record Learnt(LearntModel model) implements WorkerMessage {}

    /** Says that a failure, told next, was in this part of the model, whose place in the file only the other side knows. */
    record FailedPart(String part) implements WorkerMessage {}
}
