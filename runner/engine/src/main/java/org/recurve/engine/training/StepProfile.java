package org.recurve.engine.training;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.recurve.api.data.Data;
import org.recurve.api.optimize.Progress;
import org.recurve.api.random.Stream;
import org.recurve.compute.lower.OperationSpan;
import org.recurve.compute.lower.PlannedOperation;
import org.recurve.compute.program.OperationNames;
import org.recurve.compute.runtime.MachineLimits;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;
import org.recurve.engine.data.BatchIndices;
import org.recurve.engine.data.BatchReader;
import org.recurve.engine.spec.TrainingSpec;

/**
 * Tells where the time of a phase's training steps goes, measured on one thread of this machine with the first batch.
 *
 * @param examples of the batch
 * @param operations those of the loss and its gradient, in the order in which they run
 * @param step nanoseconds of a whole step; its median, as all times
 * @param spans when each operation worked in the last step that was measured
 */
public record StepProfile(int examples, List<OperationTime> operations, long step, List<OperationSpan> spans) {
    private static final int FEWEST = 5;
    private static final Duration BLOCK = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final double QUICKER = 0.97;
    private static final int SAME = 2;
    private static final long FEW_MILLIS = 50;

    /**
     * The time of an operation, with all that is fused with it.
     *
     * @param part of the model that it belongs to; empty if to the loss
     * @param fused how many others are computed with it
     * @param flops floating-point operations for the batch
     * @param bytes that are read and written for the batch, as often as it passes over them
     * @param reach bytes of what it passes over
     */
    public record OperationTime(
            String part, String operation, int fused, String kernel, long nanos, long flops, long bytes, long reach) {
        /** Returns the least nanoseconds that a machine's limits allow. */
        public double least(MachineLimits limits) {
            return limits.nanos(flops, bytes, reach);
        }
    }

    public StepProfile {
        operations = List.copyOf(operations);
        spans = List.copyOf(spans);
    }

    /** Measures a phase for some time, once its steps get no faster. */
    public static StepProfile of(TracedPhase phase, Duration time) {
        TrainingSpec training = phase.phase().training();
        int most = Math.min(training.batch(), phase.chunking().sequences(Data.TRAIN));
        BatchReader reader = new BatchReader(phase.chunking(), most);
        BatchIndices indices = phase.chunking().pass(Data.TRAIN, most).getFirst();
        Batch batch = reader.training(indices, 1, phase.unused());
        try (Session session = new Session(phase.program(), most, Stream.of(0), 1)) {
            FirstSteps step =
                    new FirstSteps(() -> new ModelLearner(training, session, phase.drawn(), phase.unused()), batch);
            Supplier<List<OperationSpan>> measure = () -> session.measure(phase.drawn(), batch);
            warmUp(step, () -> session.measure(phase.drawn(), batch));
            return measured(step, measure, time, session.operations(batch), batch.examples());
        }
    }

    /** Does a few steps on one batch, again and again: where it is learnt by heart, gradients are too small for their arithmetic to be quick. */
    private static final class FirstSteps implements Runnable {
        private static final int MOST = 8;
        private static final Progress PROGRESS = new Progress(0, 0, 1, 1, List.of());
        private final Supplier<ModelLearner> begin;
        private final Batch batch;
        private ModelLearner learner;
        private int steps;

        private FirstSteps(Supplier<ModelLearner> begin, Batch batch) {
            this.begin = begin;
            this.batch = batch;
            this.learner = begin.get();
        }

        /** Begins anew after a step, whose time is not to include that. */
        void renew() {
            if (++steps % MOST == 0) {
                learner = begin.get();
            }
        }

        @Override
        public void run() {
            learner.step(batch, PROGRESS);
        }
    }

    /** Works until, for some seconds, steps got no quicker and no code was compiled. */
    private static void warmUp(FirstSteps step, Runnable measure) {
        long begin = System.nanoTime();
        long fewest = Long.MAX_VALUE;
        int same = 0;
        while (same < SAME && System.nanoTime() - begin < LONGEST.toNanos()) {
            long quickest = Long.MAX_VALUE;
            long compiled = compiled();
            long block = System.nanoTime();
            while (System.nanoTime() - block < BLOCK.toNanos()) {
                long before = System.nanoTime();
                step.run();
                measure.run();
                quickest = Math.min(quickest, System.nanoTime() - before);
                step.renew();
            }
            boolean settled = quickest >= fewest * QUICKER && compiled() - compiled < FEW_MILLIS;
            same = settled ? same + 1 : 0;
            fewest = Math.min(fewest, quickest);
        }
    }

    /** Returns the milliseconds that compilers have spent so far. */
    private static long compiled() {
        CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
        return compilers != null && compilers.isCompilationTimeMonitoringSupported()
                ? compilers.getTotalCompilationTime()
                : 0;
    }

    private static StepProfile measured(
            FirstSteps step,
            Supplier<List<OperationSpan>> measure,
            Duration time,
            List<PlannedOperation> operations,
            int examples) {
        List<List<OperationSpan>> runs = new ArrayList<>();
        List<Long> steps = new ArrayList<>();
        long begin = System.nanoTime();
        while (runs.size() < FEWEST || System.nanoTime() - begin < time.toNanos()) {
            long before = System.nanoTime();
            step.run();
            steps.add(System.nanoTime() - before);
            step.renew();
            runs.add(measure.get());
        }
        long median = median(steps.stream().mapToLong(each -> each).toArray());
        return new StepProfile(examples, times(operations, runs, examples), median, runs.getLast());
    }

    private static List<OperationTime> times(
            List<PlannedOperation> operations, List<List<OperationSpan>> runs, int examples) {
        long[][] nanos = new long[operations.size()][runs.size()];
        for (int run = 0; run < runs.size(); run++) {
            for (OperationSpan span : runs.get(run)) {
                nanos[span.operation()][run] += span.nanos();
            }
        }
        List<OperationTime> times = new ArrayList<>();
        for (int i = 0; i < nanos.length; i++) {
            PlannedOperation operation = operations.get(i);
            times.add(new OperationTime(
                    operation.node().part(),
                    OperationNames.operation(operation.node()),
                    operation.fused(),
                    operation.work().kernel(),
                    median(nanos[i]),
                    operation.flops(examples),
                    operation.work().bytes(examples),
                    operation.work().reach(examples)));
        }
        return times;
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Returns the nanoseconds that the operations take together. */
    public long gradient() {
        return operations.stream().mapToLong(OperationTime::nanos).sum();
    }

    /** Returns the nanoseconds of a step beside its gradient: clipping, penalties, the optimizer; empty if too few to be told. */
    public OptionalLong rest() {
        long rest = step - gradient();
        return rest > 0 ? OptionalLong.of(rest) : OptionalLong.empty();
    }
}
