package org.recurve.engine.study;

import com.google.common.base.Throwables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.recurve.engine.study.StudyResult.TrialEnd;

/** Runs trials on a fixed number of threads; what they come to is in the order of the trials, whichever ends first. */
final class ParallelRunner {
    private ParallelRunner() {}

    /** Runs one of the trials. */
    interface TrialCall {
        /**
         * Returns what the trial came to, if it ended.
         *
         * @param trial its place in the study
         * @param cancelled says that it is to stop
         */
        Optional<TrialEnd> run(int trial, AtomicBoolean cancelled);
    }

    /** Runs so many trials; if one throws, those that run are cancelled, no other is begun, and it is thrown from here. */
    static List<TrialEnd> run(int trials, int threads, TrialCall call) {
        TrialQueue queue = new TrialQueue(new TrialEnd[trials], call);
        try (ExecutorService pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("trial-", 1).factory())) {
            List<CompletableFuture<Void>> workers = new ArrayList<>();
            for (int worker = 0; worker < Math.min(threads, trials); worker++) {
                workers.add(CompletableFuture.runAsync(queue::work, pool));
            }
            // Waits even if interrupted: an interrupted trial could not record its end, so trials are stopped by their
            // flag alone.
            workers.forEach(CompletableFuture::join);
        }
        return queue.ends();
    }

    /** The trials that nobody has begun yet, and the ends of the others. */
    private static final class TrialQueue {
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private final AtomicInteger next = new AtomicInteger();
        private final Map<Integer, Throwable> failures = new ConcurrentSkipListMap<>();
        private final TrialEnd[] ends;
        private final TrialCall call;

        private TrialQueue(TrialEnd[] ends, TrialCall call) {
            this.ends = ends;
            this.call = call;
        }

        private void work() {
            for (int trial = next.getAndIncrement();
                    trial < ends.length && failures.isEmpty();
                    trial = next.getAndIncrement()) {
                try {
                    int at = trial;
                    call.run(trial, cancelled).ifPresent(end -> ends[at] = end);
                } catch (RuntimeException | Error e) {
                    failures.put(trial, e);
                    cancelled.set(true);
                }
            }
        }

        private List<TrialEnd> ends() {
            failures.values().stream().findFirst().ifPresent(Throwables::throwIfUnchecked);
            return Arrays.stream(ends).filter(Objects::nonNull).toList();
        }
    }
}
