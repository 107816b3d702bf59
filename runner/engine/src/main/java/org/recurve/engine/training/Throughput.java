package org.recurve.engine.training;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.optimize.Progress;
import org.recurve.api.random.Stream;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.program.Quantity;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;
import org.recurve.engine.data.BatchIndices;
import org.recurve.engine.data.BatchReader;
import org.recurve.engine.spec.TrainingSpec;
import org.recurve.engine.training.ModelLearner.StepOutcome.StepTaken;

/**
 * Describes how fast training steps are on this machine, measured on a phase's own model and first examples.
 *
 * @param rate floating-point operations a second, counted as those of the gradient alone
 */
public record Throughput(double rate) {
    private static final double NANOS = 1e9;
    /** Most floating-point operations of a step that is measured: less than a second, even where nothing is compiled yet. */
    private static final double MOST = 4e9;

    /**
     * Returns the throughput of the fastest step of the first that are done in this time, on fewer examples where a step is long; empty if even
     * the shortest is too long, or does not work, which the training will say.
     */
    public static Optional<Throughput> measured(TracedPhase tracedPhase, int threads, Duration time) {
        TrainingSpec trainingSpec = tracedPhase.phase().training();
        long flops = tracedPhase.program().flops(Quantity.GRADIENT);
        int examples = Math.min(trainingSpec.batch(), tracedPhase.chunking().sequences(Data.TRAIN));
        while (examples > BlockLayout.LANES && (double) flops * examples > MOST) {
            examples = Math.ceilDiv(examples, 2);
        }
        return (double) flops * Math.max(examples, BlockLayout.LANES) > MOST
                ? Optional.empty()
                : measured(tracedPhase, examples, threads, time);
    }

    private static Optional<Throughput> measured(TracedPhase tracedPhase, int examples, int threads, Duration time) {
        TrainingSpec trainingSpec = tracedPhase.phase().training();
        int all = tracedPhase.chunking().data().split(Data.TRAIN).size();
        long steps = Math.ceilDiv(trainingSpec.reads(all), examples); // no more than the training itself has
        try (Session session = new Session(tracedPhase.program(), examples, Stream.of(0), threads)) {
            ModelLearner learner = new ModelLearner(trainingSpec, session, tracedPhase.drawn(), tracedPhase.unused());
            BatchReader reader = new BatchReader(tracedPhase.chunking(), examples);
            BatchIndices indices =
                    tracedPhase.chunking().pass(Data.TRAIN, examples).getFirst();
            int read = indices.examples().length;
            double flops = tracedPhase
                    .program()
                    .ofSize(reader.training(indices, 1, tracedPhase.unused()).size())
                    .flops(Quantity.GRADIENT);
            Examples train = tracedPhase.training(1, 0);
            long fewest = Long.MAX_VALUE;
            long begin = cpuTime();
            long now = begin;
            for (long step = 0; step < steps && now - begin < time.toNanos(); step++) {
                Batch batch = reader.training(train, indices, 1, tracedPhase.unused());
                if (!(learner.step(batch, new Progress(0, 0, 1, 1, List.of())) instanceof StepTaken)) {
                    return Optional.empty();
                }
                long before = now;
                now = cpuTime();
                fewest = Math.min(fewest, now - before);
            }
            return Optional.of(new Throughput(flops * read / fewest * NANOS));
        } catch (RuntimeException notHere) {
            return Optional.empty();
        }
    }

    /** Returns the processor time of this thread alone, which depends little on what else the machine does. */
    private static long cpuTime() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : System.nanoTime();
    }
}
