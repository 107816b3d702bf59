package org.recurve.app.command;

import java.util.Optional;
import picocli.CommandLine.Option;

/** How a study is spread over processors; no bit depends on it. Filled by picocli. */
final class JobOptions {
    @Option(names = "--jobs", paramLabel = "N", description = "Trials side by side (default: one for each processor).")
    private Optional<Integer> jobs = Optional.empty();

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "Threads in a trial (default: 1).")
    private int threads;

    int threads() {
        return Numbers.positive("--threads", threads);
    }

    int jobs() {
        int processors = Runtime.getRuntime().availableProcessors();
        return Numbers.positive("--jobs", jobs.orElse(Math.max(1, processors / threads())));
    }
}
