package org.recurve.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.journal.Checkpoint;
import org.recurve.storage.view.StepSeries;

class StoredCheckpointTest {
    private final Sample sample = new Sample(1);

    @TempDir
    Path folder;

    @Test
    void aResumedTrialGoesOnFromItsCheckpoint() {
        try (Store store = Store.open(folder)) {
            try (EventRecorder recorder = store.recorder()) {
                recorder.accept(sample.started(0, "s", "baseline", 0));
                recorder.accept(sample.step(0, 0));
                recorder.accept(Sample.checkpoint(recorder, 0, "sha256:c", new byte[] {1, 2, 3}));
                recorder.accept(sample.step(0, 1));
                store.reader();
            }
            try (EventRecorder recorder = store.recorder()) {
                assertEquals(TrialClaim.GRANTED, recorder.claim(Sample.trial(0)));
                Optional<Checkpoint> from = recorder.resume(Sample.trial(0));
                assertArrayEquals(new byte[] {1, 2, 3}, from.orElseThrow().content());
                recorder.accept(sample.started(0, "s", "baseline", 0));
                recorder.accept(sample.step(0, 1));
                recorder.accept(sample.step(0, 2));
            }
            assertArrayEquals(
                    new long[] {0, 1, 2},
                    store.reader().series(Sample.trial(0), StepSeries.LOSS).steps());
        }
    }

    @Test
    void aCheckpointHoldsAnEarlierMoment() {
        String id = Sample.trial(0);
        try (Store store = Store.open(folder)) {
            try (EventRecorder recorder = store.recorder()) {
                recorder.accept(sample.started(0, "s", "baseline", 0));
                recorder.accept(sample.step(0, 1));
                long then = recorder.recorded(id);
                recorder.accept(sample.step(0, 2));
                recorder.accept(recorder.checkpoint(id, "step-1", 1, 0, "sha256:c", then, new byte[] {1}));
                recorder.accept(sample.step(0, 3));
            }
            try (EventRecorder recorder = store.recorder()) {
                assertEquals(TrialClaim.GRANTED, recorder.claim(id));
                assertEquals(1, recorder.resume(id).orElseThrow().step());
                recorder.accept(sample.started(0, "s", "baseline", 0));
            }
            assertEquals(1, store.reader().series(id, StepSeries.LOSS).size());
        }
    }

    /** A disk that takes a checkpoint only when something else was recorded. */
    @Test
    void recordingGoesOnWhileACheckpointIsWritten() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch recorded = new CountDownLatch(1);
        AppendChannel.ChannelOpener slow = file -> {
            if (file.toString().contains("checkpoint")) {
                writing.countDown();
                await(recorded);
            }
            return AppendChannel.ChannelOpener.FILES.open(file);
        };
        try (Store store = Store.open(folder, slow);
                EventRecorder recorder = store.recorder()) {
            recorder.accept(sample.started(0, "s", "baseline", 0));
            CompletableFuture<Event> checkpoint =
                    CompletableFuture.supplyAsync(() -> Sample.checkpoint(recorder, 0, "sha256:c", new byte[9]));
            await(writing);
            recorder.accept(sample.step(0, 1));
            recorded.countDown();
            recorder.accept(checkpoint.get());
            assertEquals(1, store.reader().checkpoints(Sample.trial(0)).size());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
