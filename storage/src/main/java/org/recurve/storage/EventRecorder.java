package org.recurve.storage;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.recurve.api.event.Event;
import org.recurve.storage.journal.Checkpoint;
import org.recurve.storage.weights.LearntModel;

/**
 * Writes what happens into journals. When {@link #accept} has returned, the event survives a kill of this process.
 *
 * <p>Safe for several threads, one for each trial. Whatever it throws ({@link org.recurve.storage.file.StoreException})
 * must end the run: going on would produce numbers that nobody can find again.
 */
public interface EventRecorder extends Consumer<Event>, AutoCloseable {
    /** Asks for a trial before it is run; {@link Event.TrialStarted} asks again if nobody did. */
    TrialClaim claim(String trial);

    /** Gives back a trial that was claimed; nothing happens to one that was not. */
    void release(String trial);

    /** Returns the number of the process that holds a trial which is run elsewhere, if it is known. */
    OptionalLong holder(String trial);

    /**
     * Records an event. {@link Event.TrialStarted} begins the trial's journal anew, unless the trial was just resumed;
     * {@link Event.TrialEnded} gives the trial back and has its journal synced, which {@link #close} waits for.
     */
    @Override
    void accept(Event event);

    /** Bytes that the trial's journal has now: what a checkpoint of this moment is written with. */
    long recorded(String trial);

    /**
     * Syncs the trial's journal and writes a checkpoint; the event returned is for the bus, which brings it back here. Any
     * thread may call it, and the trial's own goes on recording meanwhile.
     *
     * @param recorded bytes of the journal at the moment that the checkpoint holds; a resume cuts there
     */
    Event.Checkpointed checkpoint(
            String trial, String name, long step, int epoch, String digest, long recorded, byte[] content);

    /** Deletes all checkpoints of the claimed trial but the latest so many. */
    void prune(String trial, int keep);

    /** Keeps what a claimed trial learnt, beside its journal; when this returns, it survives a loss of power. */
    void learnt(LearntModel model);

    /** Keeps what a claimed trial starts from, likewise. */
    void startsFrom(String trial, LearntModel model);

    /** Returns the claimed trial's latest whole checkpoint with its journal cut to it, ready to go on; empty: begin anew. */
    Optional<Checkpoint> resume(String trial);

    /** Returns the claimed trial's latest whole checkpoint; nothing is cut, and the trial goes on. */
    Optional<Checkpoint> left(String trial);

    /** Gives every event of a claimed trial's journal, in order. */
    void recorded(String trial, Consumer<Event> each);

    /** Keeps another run of a trial beside it, which came to the same end; the trial was claimed, and may have ended. */
    void confirmed(String trial, List<Event> again);

    /** Gives back every trial, syncs, and brings the index up to date. */
    @Override
    void close();
}
