package org.recurve.app.certificate;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.recurve.compute.session.Session;
import org.recurve.testkit.ContractModel;

/** A model's pass forward and back on one thread, to be timed beside another's. */
final class StepTiming implements AutoCloseable {
    private static final int EXAMPLES = 64;
    private static final long SHORTEST_WARM_UP = 1_000_000_000;
    private static final long LONGEST_WARM_UP = 4_000_000_000L;
    private static final int FEWEST_PASSES = 5000;
    private static final int ROUNDS = 30;
    private static final int ROUNDS_IN_WARM_UP = 100;

    private final Session session;
    private final Runnable pass;
    private final long passes;

    /** Opens a session and makes passes until all is compiled. */
    StepTiming(ContractModel model) {
        session = model.session(EXAMPLES);
        pass = model.pass(session, EXAMPLES);
        long start = System.nanoTime();
        long done = 0;
        long time = 0;
        while (time < SHORTEST_WARM_UP || time < LONGEST_WARM_UP && done < FEWEST_PASSES) {
            pass.run();
            done++;
            time = System.nanoTime() - start;
        }
        passes = Math.max(1, done / ROUNDS_IN_WARM_UP);
    }

    /** Returns how many times as long a pass takes as another's; both take turns, so that other load slows both alike. */
    double ratioTo(StepTiming other) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ratios.add(nanoseconds() / other.nanoseconds());
        }
        Collections.sort(ratios);
        return ratios.get(ROUNDS / 2);
    }

    private double nanoseconds() {
        long start = System.nanoTime();
        for (long i = 0; i < passes; i++) {
            pass.run();
        }
        return (System.nanoTime() - start) / (double) passes;
    }

    /** Returns how many bytes a pass allocates. */
    long bytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ROUNDS; i++) {
            pass.run();
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
    }

    @Override
    public void close() {
        session.close();
    }
}
