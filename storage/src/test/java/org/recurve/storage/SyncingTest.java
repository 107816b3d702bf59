package org.recurve.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.journal.StoreLayout;

/** Trials that end do not wait for the disk; the recorder's close does. */
class SyncingTest {
    private static final int TRIALS = 40;

    @TempDir
    Path folder;

    @Test
    void everyTrialThatEndedIsSyncedAtItsWholeLengthWhenTheRecorderIsClosed() {
        Set<Path> synced = ConcurrentHashMap.newKeySet();
        record(new Disk(synced, false));
        assertEquals(
                IntStream.range(0, TRIALS)
                        .mapToObj(i -> StoreLayout.journal(new StoreLayout(folder).trial(Sample.trial(i))))
                        .collect(Collectors.toSet()),
                synced);
    }

    @Test
    void aDiskThatDoesNotSyncEndsTheRun() {
        StoreException failed =
                assertThrows(StoreException.class, () -> record(new Disk(ConcurrentHashMap.newKeySet(), true)));
        assertTrue(failed.getMessage().contains("cannot sync"), failed.getMessage());
    }

    @Test
    void anInterruptKeepsNoneFromBeingSynced() {
        Set<Path> synced = ConcurrentHashMap.newKeySet();
        record(new Disk(synced, false), () -> Thread.currentThread().interrupt());
        assertTrue(Thread.interrupted());
        assertEquals(TRIALS, synced.size());
    }

    private void record(Disk disk) {
        record(disk, () -> {});
    }

    private void record(Disk disk, Runnable inTheEnd) {
        try (Store store = Store.open(folder, disk);
                EventRecorder recorder = store.recorder()) {
            for (int i = 0; i < TRIALS; i++) {
                recorder.accept(new Sample(i).started(i, "digits", "baseline", i));
                recorder.accept(new Sample(i).ended(i, Event.Status.FINISHED));
            }
            inTheEnd.run();
        }
    }

    /** Files whose syncs are slow and noted, or fail. */
    private record Disk(Set<Path> synced, boolean broken) implements AppendChannel.ChannelOpener {
        @Override
        public AppendChannel open(Path file) throws IOException {
            AppendChannel real = AppendChannel.ChannelOpener.FILES.open(file);
            return new AppendChannel() {
                private boolean dirty;

                @Override
                public void write(ByteBuffer bytes) throws IOException {
                    synced.remove(file);
                    dirty = true;
                    real.write(bytes);
                }

                @Override
                public void sync() throws IOException {
                    if (broken) {
                        throw new IOException("no disk");
                    }
                    pause();
                    if (dirty) {
                        synced.add(file);
                    }
                }

                @Override
                public void truncate(long length) throws IOException {
                    real.truncate(length);
                }

                @Override
                public long length() throws IOException {
                    return real.length();
                }

                @Override
                public void close() throws IOException {
                    real.close();
                }
            };
        }

        private static void pause() {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
