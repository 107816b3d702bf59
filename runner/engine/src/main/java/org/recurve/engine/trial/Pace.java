package org.recurve.engine.trial;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.optimize.Progress;
import org.recurve.api.random.Stream;
import org.recurve.compute.Batch;
import org.recurve.compute.Quantity;
import org.recurve.compute.Session;
import org.recurve.engine.data.Batches;
import org.recurve.engine.data.Turn;
import org.recurve.engine.spec.Training;
import org.recurve.engine.trial.Learner.Outcome.Moved;

/**
 * How fast training steps are on this machine, measured on a phase's own model and first examples.
 *
 * @param rate floating-point operations a second, counted as those of the gradient alone
 */
public record Pace(double rate) {
    private static final int LANES = 16;
    private static final double NANOS = 1e9;
    /** Most floating-point operations of a step that is measured: less than a second, even where nothing is compiled yet. */
    private static final double MOST = 4e9;

    /**
     * That of the fastest step of the first that are done in this time, on fewer examples where a step is long; empty if even
     * the shortest is too long, or does not work, which the training will say.
     */
    public static Optional<Pace> measured(Prepared prepared, int threads, Duration time) {
        Training training = prepared.phase().training();
        long flops = prepared.program().flops(Quantity.GRADIENT);
        int examples = Math.min(training.batch(), prepared.chunking().sequences(Data.TRAIN));
        while (examples > LANES && (double) flops * examples > MOST) {
            examples = Math.ceilDiv(examples, 2);
        }
        return (double) flops * Math.max(examples, LANES) > MOST
                ? Optional.empty()
                : measured(prepared, examples, threads, time);
    }

    private static Optional<Pace> measured(Prepared prepared, int examples, int threads, Duration time) {
        Training training = prepared.phase().training();
        int all = prepared.chunking().data().split(Data.TRAIN).size();
        long steps = Math.ceilDiv(training.reads(all), examples); // no more than the training itself has
        try (Session session = new Session(prepared.program(), examples, Stream.of(0), threads)) {
            Learner learner = new Learner(training, session, prepared.drawn(), prepared.unused());
            Batches batches = new Batches(prepared.chunking(), examples);
            Turn turn = prepared.chunking().pass(Data.TRAIN, examples).getFirst();
            int read = turn.examples().length;
            double flops = prepared.program()
                    .ofSize(batches.training(turn, 1, prepared.unused()).size())
                    .flops(Quantity.GRADIENT);
            long fewest = Long.MAX_VALUE;
            long begin = cpuTime();
            long now = begin;
            for (long step = 0; step < steps && now - begin < time.toNanos(); step++) {
                Batch batch = batches.training(turn, 1, prepared.unused());
                if (!(learner.step(batch, new Progress(0, 0, 1, 1, List.of())) instanceof Moved)) {
                    return Optional.empty();
                }
                long before = now;
                now = cpuTime();
                fewest = Math.min(fewest, now - before);
            }
            return Optional.of(new Pace(flops * read / fewest * NANOS));
        } catch (RuntimeException notHere) {
            return Optional.empty();
        }
    }

    /** Of this thread alone, so that it matters little what else the machine does. */
    private static long cpuTime() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : System.nanoTime();
    }
}
