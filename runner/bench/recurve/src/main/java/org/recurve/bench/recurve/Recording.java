package org.recurve.bench.recurve;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.recurve.api.event.Event;
import org.recurve.api.event.Provenance;
import org.recurve.engine.bus.EventDispatcher;
import org.recurve.storage.EventRecorder;
import org.recurve.storage.Store;

/** Times on a training thread that records to a store on this disk, in seconds. */
final class Recording {
    private static final String TRIAL = "sha256:" + "a1".repeat(32);
    private static final int STEPS = 50_000;
    private static final int WATCHED = 10;
    /** Beside those watched: the loss and the gradient's norm. */
    private static final int NUMBERS = WATCHED + 2;

    private static final int BATCH = 64;
    private static final int TURNS = 5;
    /** A million parameters, their momentum, and the best ones. */
    private static final int BYTES = 3 * 4_000_000;

    private Recording() {}

    static double ofANumber() {
        return recorded(Recording::seconds) / NUMBERS;
    }

    /** Of the bits of a step and their journal, in a training step of LeNet. */
    static double shareOfAStep() {
        Runnable step = TrainingStep.of(Models.convolutional(), BATCH);
        double fastest = Double.MAX_VALUE;
        for (int i = 0; i < 100 * TURNS; i++) {
            long begin = System.nanoTime();
            step.run();
            fastest = Math.min(fastest, (System.nanoTime() - begin) / 1e9);
        }
        return recorded(Recording::seconds) / fastest;
    }

    /** Written, synced and renamed, beside the training. */
    static double ofACheckpoint() {
        return recorded(open -> {
            byte[] content = new byte[BYTES];
            double fastest = Double.MAX_VALUE;
            for (int turn = 0; turn < TURNS; turn++) {
                long begin = System.nanoTime();
                open.recorder()
                        .checkpoint(
                                TRIAL,
                                "step-" + turn,
                                turn,
                                0,
                                "sha256:0",
                                open.recorder().recorded(TRIAL),
                                content);
                fastest = Math.min(fastest, (System.nanoTime() - begin) / 1e9);
            }
            return fastest;
        });
    }

    private record Open(EventDispatcher bus, EventRecorder recorder) {}

    /** Of one step, in the fastest of some turns. */
    private static double seconds(Open open) {
        Map<String, Double> watched = new HashMap<>();
        for (int i = 0; i < WATCHED; i++) {
            watched.put("watched-" + i, 1.0 / (i + 1));
        }
        double fastest = Double.MAX_VALUE;
        for (int turn = 0; turn < TURNS; turn++) {
            long begin = System.nanoTime();
            for (int step = 0; step < STEPS; step++) {
                open.bus()
                        .publish(new Event.StepDone(
                                TRIAL, (long) turn * STEPS + step + 1, 1, BATCH, 2.5f, 1.5, watched));
            }
            fastest = Math.min(fastest, (System.nanoTime() - begin) / 1e9 / STEPS);
        }
        return fastest;
    }

    private static double recorded(ToDoubleFunction<Open> measured) {
        try (Scratch scratch = Scratch.make();
                Store store = Store.open(scratch.folder());
                EventRecorder recorder = store.recorder();
                EventDispatcher dispatcher = new EventDispatcher(1)) {
            dispatcher.record("the store", recorder);
            Provenance nowhere = new Provenance("0", 1, Map.of(), "sha256:0", Map.of());
            dispatcher.publish(
                    new Event.TrialStarted(TRIAL, "bench", "baseline", "", 0, "{}", nowhere, List.of(), Instant.EPOCH));
            return measured.applyAsDouble(new Open(dispatcher, recorder));
        }
    }
}
