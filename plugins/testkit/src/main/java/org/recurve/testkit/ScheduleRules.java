package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Schedule;

/** Checks what is demanded of a schedule: a learning rate for every step of any training. */
final class ScheduleRules {
    private static final int STEPS_PER_EPOCH = 7;
    private static final int EPOCHS = 30;

    private ScheduleRules() {}

    static <C extends Record> List<ContractCheck> checks(Schedule<C> schedule, C config) {
        return List.of(
                new ContractCheck("gives a finite rate at every step, the same every time", () -> {
                    for (Progress progress : training()) {
                        double rate = schedule.at(config, progress);
                        assertTrue(Double.isFinite(rate) && rate >= 0, () -> rate + " at " + progress);
                        assertEquals(rate, schedule.at(config, progress));
                    }
                }),
                new ContractCheck(
                        "lets a training move",
                        () -> assertTrue(training().stream().anyMatch(p -> schedule.at(config, p) > 0))));
    }

    /** Returns the rate at every step. */
    static <C extends Record> double[] numbers(Schedule<C> schedule, C config) {
        return training().stream()
                .mapToDouble(progress -> schedule.at(config, progress))
                .toArray();
    }

    /** Returns a training whose loss falls for some epochs and then stands still. */
    private static List<Progress> training() {
        List<Progress> all = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (int step = 0; step < STEPS_PER_EPOCH; step++) {
                long done = (long) epoch * STEPS_PER_EPOCH + step;
                all.add(new Progress(done, epoch, STEPS_PER_EPOCH, EPOCHS, losses));
            }
            losses.add(1.0 / (1 + Math.min(epoch, 8)));
        }
        return all;
    }
}
