package org.recurve.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.view.StepSeries;

/** A thousand numbers a second for an hour: loss, norm and two watched quantities of 250 steps a second. */
class AnHourTest {
    private static final int STEPS = 900_000;

    @TempDir
    Path folder;

    @Test
    void anHourOfNumbersIsWrittenInSecondsAndStaysSmall() throws Exception {
        Sample sample = new Sample(1);
        Random random = new Random(1);
        Duration journaled;
        Duration indexed;
        try (Store store = Store.open(folder)) {
            long start = System.nanoTime();
            try (EventRecorder recorder = store.recorder()) {
                recorder.accept(sample.started(0, "s", "baseline", 0));
                for (int step = 0; step < STEPS; step++) {
                    Map<String, Double> watched = new HashMap<>();
                    watched.put("learning-rate", random.nextDouble());
                    watched.put("conv1.gradient-norm", random.nextGaussian());
                    recorder.accept(new Event.StepDone(
                            Sample.trial(0), step, step / 500, 64, random.nextFloat(), random.nextDouble(), watched));
                }
                recorder.accept(sample.ended(0, Event.Status.FINISHED));
                journaled = Duration.ofNanos(System.nanoTime() - start);
            }
            indexed = Duration.ofNanos(System.nanoTime() - start);
            assertEquals(
                    STEPS,
                    store.reader().series(Sample.trial(0), StepSeries.LOSS).size());
        }
        long index = Files.size(folder.resolve("store.mv.db"));
        long journal = Files.size(StoreLayout.journal(new StoreLayout(folder).trial(Sample.trial(0))));
        System.out.printf(
                "an hour of 1,000 numbers a second: journaled in %d ms, indexed after %d ms; journal %.1f MB, index %.1f MB%n",
                journaled.toMillis(), indexed.toMillis(), journal / 1e6, index / 1e6);
        assertTrue(journaled.toSeconds() < 60, "one sixtieth of the training at most: " + journaled);
        assertTrue(indexed.toSeconds() < 120, "" + indexed);
        assertTrue(journal < 45 * STEPS, "bytes of journal a step: " + journal / STEPS);
        assertTrue(index < 60 * STEPS, "bytes of index a step: " + index / STEPS);
    }
}
