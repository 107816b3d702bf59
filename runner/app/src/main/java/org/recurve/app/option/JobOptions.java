package org.recurve.app.option;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Describes how a study is spread over processors; no bit depends on it. Filled by picocli. */
public final class JobOptions {
    @Option(names = "--jobs", paramLabel = "N", description = "Trials side by side (default: one for each processor).")
    private Optional<Integer> jobs = Optional.empty();

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "Threads in a trial (default: 1).")
    private int threads;

    public int threads() {
        return NumberOptions.positive("--threads", threads);
    }

    public int jobs() {
        int processors = Runtime.getRuntime().availableProcessors();
        return NumberOptions.positive("--jobs", jobs.orElse(Math.max(1, processors / threads())));
    }

    /** Returns how many trials go side by side; so many where this machine does not train them and nobody said. */
    public int jobs(int away) {
        return NumberOptions.positive("--jobs", jobs.orElse(away));
    }
}
