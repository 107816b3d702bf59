package org.recurve.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.storage.journal.JournalReader;
import org.recurve.storage.journal.JournalTail;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.view.LookupResult;
import org.recurve.storage.view.StepSeries;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;

/** Kills writers with SIGKILL at random moments; {@code -Drecurve.kills=500} for more of it. */
@Tag("attack")
class KillTest {
    private static final int KILLS = Integer.getInteger("recurve.kills", 8);

    @TempDir
    Path folder;

    @Test
    void everyAcknowledgedEventIsInTheJournalAndInTheIndex() throws Exception {
        Random random = new Random(KILLS);
        for (int trial = 0; trial < KILLS; trial++) {
            List<String> acknowledged = acknowledgedBeforeKill(trial, random.nextInt(1500));
            List<Event> journaled = new ArrayList<>();
            Path journal = StoreLayout.journal(new StoreLayout(folder).trial(Sample.trial(trial)));
            JournalTail tail = new JournalReader(journal).forEach(journaled::add);
            assertTrue(!(tail instanceof JournalTail.DamagedTail), tail::toString);
            List<String> found = journaled.stream().skip(1).map(Bits::of).toList();
            assertTrue(found.size() >= acknowledged.size(), found.size() + " of " + acknowledged.size());
            assertEquals(acknowledged, found.subList(0, acknowledged.size()));
            try (Store store = Store.open(folder)) {
                assertIndexHolds(journaled, trial, store.reader());
            }
        }
        try (Store store = Store.open(folder)) {
            assertEquals(
                    KILLS,
                    ((LookupResult.FoundTrials) store.reader().find("killed/baseline"))
                            .trials()
                            .size());
        }
    }

    private void assertIndexHolds(List<Event> journaled, int number, StoreReader reader) {
        TrialView trial = reader.trial(Sample.trial(number)).orElseThrow();
        assertEquals(Event.Status.INTERRUPTED, trial.status());
        assertEquals(
                journaled.stream().filter(Event.StepDone.class::isInstance).count(),
                reader.series(trial.id(), StepSeries.LOSS).size());
        assertEquals(
                journaled.stream().filter(Event.EpochDone.class::isInstance).count(),
                reader.epochs(trial.id()).size());
    }

    /** What a writer said before it was killed, so many milliseconds after its first words. */
    private List<String> acknowledgedBeforeKill(int trial, int millis) throws IOException, InterruptedException {
        Path said = folder.resolve("said-" + trial);
        Process writer = Jvm.start(KilledWriter.class, said, folder.toString(), Integer.toString(trial));
        try {
            Jvm.awaitOutput(said, writer);
            Thread.sleep(millis);
        } finally {
            writer.destroyForcibly();
            assertTrue(writer.waitFor(10, TimeUnit.MINUTES));
        }
        String text = Files.readString(said);
        return text.substring(0, text.lastIndexOf('\n')).lines().toList();
    }
}
