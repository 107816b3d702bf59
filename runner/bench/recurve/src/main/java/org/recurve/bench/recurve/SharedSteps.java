package org.recurve.bench.recurve;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.recurve.api.optimize.Progress;
import org.recurve.bench.workload.NetStep;
import org.recurve.bench.workload.NetSteps;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;

/** What a second thread is worth: gradients on one thread and on two by turns, alone or beside other processes that compute. */
public final class SharedSteps {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int TOGETHER = 5;
    private static final double MILLISECONDS = 1e6;

    private SharedSteps() {}

    /** {@code SharedSteps 'conv-step 64|lstm-step 50x32x128' SECONDS PROCESSES}: nets by name and size, the second half counts. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            compute();
        }
        List<Process> others = new ArrayList<>();
        try {
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                others.add(another());
            }
            System.out.printf("%-30s %22s %22s%n", "gradient", "one thread, ms (cpu)", "two threads, ms (cpu)");
            NetSteps.all(_ -> true).stream()
                    .filter(work -> (work.what() + " " + work.size()).matches(arguments[0]))
                    .forEach(work -> print(work, (long) (Double.parseDouble(arguments[1]) * 1e9)));
        } finally {
            others.forEach(Process::destroy);
        }
    }

    private static Process another() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SharedSteps.class.getName())
                .start();
    }

    @SuppressWarnings("InfiniteLoopStatement")
    private static void compute() {
        double y = 1;
        while (true) {
            y = Math.fma(y, 1.0000001, 1e-9);
            if (Double.isInfinite(y)) {
                y = 1;
            }
        }
    }

    private record Sample(double wall, double processor) {}

    private static void print(NetStep work, long nanoseconds) {
        Models.Model model = Models.of(work.net());
        Batch batch = Examples.batch(model, work.batch(), true);
        ModelState state = model.program().start(org.recurve.api.random.Stream.of(1));
        List<Session> sessions = Stream.of(1, 2)
                .map(threads ->
                        new Session(model.program(), work.batch(), org.recurve.api.random.Stream.of(1), threads))
                .toList();
        List<List<Sample>> samples = List.of(new ArrayList<>(), new ArrayList<>());
        long begin = System.nanoTime();
        while (System.nanoTime() < begin + nanoseconds) {
            for (int i = 0; i < 2; i++) {
                Sample sample = sample(sessions.get(i), state, batch);
                if (System.nanoTime() > begin + nanoseconds / 2) {
                    samples.get(i).add(sample);
                }
            }
        }
        sessions.forEach(Session::close);
        System.out.printf(
                "%-30s %12.2f (%7.2f) %12.2f (%7.2f)   two / one %.2f%n",
                work.what() + " " + work.size(),
                median(samples.getFirst()),
                processor(samples.getFirst()),
                median(samples.getLast()),
                processor(samples.getLast()),
                median(samples.getLast()) / median(samples.getFirst()));
    }

    private static Sample sample(Session session, ModelState state, Batch batch) {
        long processor = SYSTEM.getProcessCpuTime();
        long begin = System.nanoTime();
        for (int i = 0; i < TOGETHER; i++) {
            session.objective(state, batch, new Progress(i, 0, TOGETHER, 1, List.of()), List.of())
                    .gradient();
        }
        long end = System.nanoTime();
        return new Sample(
                (end - begin) / MILLISECONDS / TOGETHER,
                (SYSTEM.getProcessCpuTime() - processor) / MILLISECONDS / TOGETHER);
    }

    private static double median(List<Sample> samples) {
        return samples.stream().mapToDouble(Sample::wall).sorted().toArray()[samples.size() / 2];
    }

    private static double processor(List<Sample> samples) {
        return samples.stream().mapToDouble(Sample::processor).average().orElse(0);
    }
}
