package org.recurve.bench.recurve;

import java.util.Arrays;
import java.util.List;
import org.recurve.bench.measure.Budget;
import org.recurve.bench.measure.Clock;
import org.recurve.bench.measure.Stopwatch;
import org.recurve.bench.workload.NetStep;
import org.recurve.bench.workload.NetSteps;

/** What optimizers, clipping, products with the curvature and digests take of a training, on one thread. */
public final class Shares {
    private static final int TURNS = 3;
    private static final int BATCH = 64;
    private static final int STEPS_OF_AN_EPOCH = (60_000 + BATCH - 1) / BATCH;
    private static final NetStep LSTM = NetSteps.lstm();
    private static final int STEPS = LSTM.net().input().getFirst();

    private Shares() {}

    private static List<Share> all() {
        return List.of(
                new Share(
                        "adam-step-memory",
                        () -> Turns.of(AdamStep::ofAMillion),
                        () -> Turns.of(ArrayPass::ofAMillion),
                        1,
                        1.5),
                new Share("adam-step-cache", AdamStep::ofAMillion, ArrayPass::ofAMillion, 1, 1.5),
                new Share(
                        "gauss-newton-lenet",
                        () -> TrainingStep.of(Models.convolutional(), BATCH)::gaussNewton,
                        () -> TrainingStep.of(Models.convolutional(), BATCH)::gradient,
                        1,
                        3),
                new Share(
                        "gauss-newton-lstm",
                        () -> TrainingStep.of(Models.of(LSTM.net()), LSTM.batch())::gaussNewton,
                        () -> TrainingStep.of(Models.of(LSTM.net()), LSTM.batch())::gradient,
                        1,
                        3),
                new Share(
                        "ended-sequences",
                        () -> TrainingStep.ended(Models.ended(LSTM.net()), LSTM.batch(), STEPS / 4),
                        () -> TrainingStep.ended(Models.ended(LSTM.net()), LSTM.batch(), STEPS),
                        1,
                        0.35),
                new Share(
                        "clip-and-sgd",
                        () -> TrainingStep.clipped(Models.convolutional(), BATCH)::update,
                        () -> TrainingStep.clipped(Models.convolutional(), BATCH),
                        1,
                        0.05),
                new Share(
                        "digest",
                        () -> TrainingStep.of(Models.convolutional(), BATCH)::digest,
                        () -> TrainingStep.of(Models.convolutional(), BATCH),
                        STEPS_OF_AN_EPOCH,
                        0.01));
    }

    /** @param only beginnings of the names of the shares to measure; all if there are none */
    public static void main(String[] only) {
        Stopwatch stopwatch = new Stopwatch(Budget.fromProperties(), Clock.fromProperties());
        System.out.println(Share.HEADER);
        all().stream()
                .filter(share -> only.length == 0 || Arrays.stream(only).anyMatch(share.what()::startsWith))
                .forEach(share -> System.out.println(share.measured(stopwatch, TURNS)));
    }
}
