package org.recurve.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.view.StepSeries;
import org.recurve.storage.view.StoreReader;

class StoreInUseTest {
    private final Sample sample = new Sample(2);

    @TempDir
    Path folder;

    @Test
    void aStoreInUseIsReadAndAddedTo() throws Exception {
        Path said = folder.resolve("said");
        Process other = Jvm.start(OtherProcess.class, said, folder.toString(), "7");
        try {
            Jvm.awaitOutput(said, other);
            assertEquals("holds the index\n", Files.readString(said));
            try (Store store = Store.open(folder)) {
                assertFalse(store.holdsIndex());
                StoreReader reader = store.reader();
                assertEquals(
                        Event.Status.RUNNING,
                        reader.trial(Sample.trial(7)).orElseThrow().status());
                assertEquals(
                        100, reader.series(Sample.trial(7), StepSeries.LOSS).size());
                assertThrows(StoreException.class, store::reindex);
                try (EventRecorder recorder = store.recorder()) {
                    assertEquals(TrialClaim.ELSEWHERE, recorder.claim(Sample.trial(7)));
                    recorder.accept(sample.started(8, "mine", "baseline", 0));
                    recorder.accept(sample.ended(8, Event.Status.FINISHED));
                }
                assertTrue(store.reader().finished(Sample.trial(8)).isPresent());
            }
            end(other);
            assertEnded();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void whoHoldsTheIndexFollowsTheOthers() throws Exception {
        Path said = folder.resolve("said");
        try (Store store = Store.open(folder)) {
            Process other = Jvm.start(OtherProcess.class, said, folder.toString(), "7");
            try {
                Jvm.awaitOutput(said, other);
                assertEquals("holds no index\n", Files.readString(said));
                assertEquals(
                        100,
                        store.reader().series(Sample.trial(7), StepSeries.LOSS).size());
                assertEquals(
                        Event.Status.RUNNING,
                        store.reader().trial(Sample.trial(7)).orElseThrow().status());
                end(other);
                assertTrue(store.reader().finished(Sample.trial(7)).isPresent());
            } finally {
                other.destroyForcibly();
            }
        }
    }

    @Test
    void aKilledProcessLeavesItsTrialInterruptedAndFree() throws Exception {
        Path said = folder.resolve("said");
        Process other = Jvm.start(OtherProcess.class, said, folder.toString(), "7");
        Jvm.awaitOutput(said, other);
        other.destroyForcibly().waitFor();
        try (Store store = Store.open(folder);
                EventRecorder recorder = store.recorder()) {
            assertTrue(store.holdsIndex());
            assertEquals(
                    Event.Status.INTERRUPTED,
                    store.reader().trial(Sample.trial(7)).orElseThrow().status());
            assertEquals(TrialClaim.GRANTED, recorder.claim(Sample.trial(7)));
        }
    }

    private void assertEnded() {
        try (Store store = Store.open(folder)) {
            assertTrue(store.holdsIndex());
            assertTrue(store.reader().finished(Sample.trial(7)).isPresent());
            assertTrue(store.reader().finished(Sample.trial(8)).isPresent());
        }
    }

    private static void end(Process other) throws Exception {
        other.getOutputStream().close();
        assertTrue(other.waitFor(2, TimeUnit.MINUTES));
        assertEquals(0, other.exitValue());
    }
}
