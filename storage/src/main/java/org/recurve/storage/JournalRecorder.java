package org.recurve.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.recurve.api.event.Event;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.file.FolderLock;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.index.StoreIndex;
import org.recurve.storage.journal.Checkpoint;
import org.recurve.storage.journal.FolderMarks;
import org.recurve.storage.journal.FurtherRuns;
import org.recurve.storage.journal.JournalSync;
import org.recurve.storage.journal.RunningProcesses;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.query.IndexReader;
import org.recurve.storage.weights.LearntModel;
import org.recurve.storage.weights.WeightStore;

/** Sorts events into the journals of their trials and runs. */
final class JournalRecorder implements EventRecorder {
    private static final long FOLLOW_MILLIS = 2000;
    private static final DateTimeFormatter RUN =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private final StoreLayout layout;
    private final StoreIndex index;
    private final AppendChannel.ChannelOpener disk;
    private final Set<String> held;
    private final TrialTrust least;
    private final ScheduledFuture<?> following;
    private final WeightStore weights;
    private final Map<String, ClaimedTrial> trials = new ConcurrentHashMap<>();
    private final Map<String, OpenRun> runs = new ConcurrentHashMap<>();
    private final List<Event.Warned> early = new ArrayList<>();
    private final JournalSync journalSync = new JournalSync();
    private final RunningProcesses.Sign sign;

    /** @param least what is trusted less is neither reused nor gone on with */
    JournalRecorder(
            StoreLayout layout,
            StoreIndex index,
            AppendChannel.ChannelOpener disk,
            Set<String> held,
            TrialTrust least) {
        this.layout = layout;
        this.index = index;
        this.disk = disk;
        this.held = held;
        this.least = least;
        this.weights = new WeightStore(layout.root(), disk);
        this.following = index.follow(FOLLOW_MILLIS);
        this.sign = RunningProcesses.sign(layout.root());
    }

    @Override
    public TrialClaim claim(String trial) {
        if (trials.containsKey(trial)) {
            return TrialClaim.GRANTED;
        }
        Path folder = layout.trial(trial);
        StoreLayout.refuseLinks(folder);
        // Added first: from the moment the lock is ours, nobody in this process may look at it (see FolderLock).
        if (!held.add(trial)) {
            return TrialClaim.ELSEWHERE;
        }
        Optional<FolderLock> lock = FolderLock.tryLock(StoreLayout.lock(folder));
        if (lock.isEmpty()) {
            held.remove(trial);
            return TrialClaim.ELSEWHERE;
        }
        if (Files.exists(StoreLayout.journal(folder))) {
            index.catchUp(); // somebody began it, and may have ended it since the index last looked
        }
        boolean finished = new IndexReader(layout, index, held)
                .finished(trial)
                .filter(it -> it.trust().isAtLeast(least))
                .isPresent();
        if (finished) {
            lock.get().close();
            held.remove(trial);
            return TrialClaim.FINISHED;
        }
        try {
            layout.refuseDeleted(folder);
        } catch (StoreException e) {
            lock.get().close();
            held.remove(trial);
            throw e;
        }
        trials.put(trial, new ClaimedTrial(trial, folder, lock.get(), disk));
        return TrialClaim.GRANTED;
    }

    @Override
    public OptionalLong holder(String trial) {
        return FolderLock.holder(StoreLayout.lock(layout.trial(trial)));
    }

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.TrialStarted started -> begin(started);
            case Event.TrialEnded ended -> {
                claimed(ended.trial()).append(ended);
                release(ended.trial());
            }
            case Event.OfTrial ofTrial -> claimed(ofTrial.trial()).append(ofTrial);
            case Event.StudyStarted started -> begin(started);
            case Event.StudyEnded ended -> end(ended);
            case Event.Warned warned -> warn(warned);
        }
    }

    private void begin(Event.TrialStarted started) {
        switch (claim(started.trial())) {
            case GRANTED -> claimed(started.trial()).begin(started);
            case FINISHED ->
                throw new StoreException(
                        layout.trial(started.trial()) + ": this trial is finished, and a finished trial is"
                                + " reused, not run again.\n    To run it again, move its folder away first.");
            case ELSEWHERE ->
                throw new StoreException(layout.trial(started.trial()) + ": another process is running this trial.\n"
                        + "    Wait until it ends, or stop it; then give the same command again.");
        }
    }

    private ClaimedTrial claimed(String trial) {
        ClaimedTrial claimed = trials.get(trial);
        if (claimed == null) {
            throw new IllegalStateException("trial " + trial + " has not begun, or has ended");
        }
        return claimed;
    }

    @Override
    public void release(String trial) {
        ClaimedTrial claimed = trials.remove(trial);
        if (claimed == null) {
            return;
        }
        try {
            claimed.close(journalSync);
        } finally {
            held.remove(trial);
        }
    }

    /** Each run has a folder of its own, so that no other process writes there. */
    private synchronized void begin(Event.StudyStarted started) {
        String name = RUN.format(started.measuredAt()) + "-" + StoreLayout.runName(started.study()) + "-"
                + UUID.randomUUID().toString().substring(0, 8);
        OpenRun run = OpenRun.begin(layout.run(name), nextSequence(index), disk);
        run.append(started);
        early.forEach(run::append);
        early.clear();
        Optional.ofNullable(runs.put(started.study(), run)).ifPresent(OpenRun::close);
    }

    /** Returns the place of the next run in the order of a store. */
    static long nextSequence(StoreIndex index) {
        index.catchUp();
        return 1
                + index.query(handle -> handle.select("select coalesce(max(sequence), 0) from journal")
                        .mapTo(long.class)
                        .one());
    }

    private synchronized void end(Event.StudyEnded ended) {
        OpenRun run = runs.remove(ended.study());
        if (run == null) {
            throw new IllegalStateException("study " + ended.study() + " has not begun, or has ended");
        }
        try (run) {
            run.append(ended);
            run.sync();
        }
    }

    /** A warning does not say whose it is: every study that is running has it, or the next that begins. */
    private synchronized void warn(Event.Warned warned) {
        if (runs.isEmpty()) {
            early.add(warned);
        }
        runs.values().forEach(run -> run.append(warned));
    }

    @Override
    public long recorded(String trial) {
        return claimed(trial).recorded();
    }

    @Override
    public Event.Checkpointed checkpoint(
            String trial, String name, long step, int epoch, String digest, long recorded, byte[] content) {
        return claimed(trial).checkpoint(name, step, epoch, digest, recorded, content);
    }

    @Override
    public void prune(String trial, int keep) {
        claimed(trial).prune(keep);
    }

    @Override
    public void learnt(LearntModel model) {
        weights.write(claimed(model.trial()).folder(), model);
    }

    @Override
    public void startsFrom(String trial, LearntModel model) {
        weights.writeStart(claimed(trial).folder(), model);
    }

    @Override
    public Optional<Checkpoint> resume(String trial) {
        boolean trusted = FolderMarks.trust(layout.trial(trial)).isAtLeast(least);
        return trusted ? claimed(trial).resume() : Optional.empty();
    }

    @Override
    public Optional<Checkpoint> left(String trial) {
        return claimed(trial).left();
    }

    @Override
    public void recorded(String trial, Consumer<Event> each) {
        claimed(trial).recorded(each);
    }

    @Override
    public void confirmed(String trial, List<Event> again) {
        FurtherRuns.add(layout.trial(trial), again, disk);
    }

    /** Whatever fails, everything else is given back first. */
    @Override
    public void close() {
        following.cancel(false);
        List<RuntimeException> failures = new ArrayList<>();
        List.copyOf(trials.keySet()).forEach(trial -> attempt(() -> release(trial), failures));
        synchronized (this) {
            runs.values().forEach(run -> attempt(run::close, failures));
            runs.clear();
        }
        attempt(journalSync::close, failures);
        attempt(index::catchUp, failures);
        attempt(sign::close, failures);
        failures.stream().findFirst().ifPresent(first -> {
            throw first;
        });
    }

    private static void attempt(Runnable work, List<RuntimeException> failures) {
        try {
            work.run();
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }
}
