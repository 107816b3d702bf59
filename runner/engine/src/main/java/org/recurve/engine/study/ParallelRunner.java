package org.recurve.engine.study;

import com.google.common.base.Throwables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.engine.spec.GeneratedList;
import org.recurve.engine.study.StudyResult.TrialEnd;

/**
 * Runs trials on a fixed number of threads; what they come to is in the order of the trials, whichever ends first, and in a
 * file, from which each is read whenever it is asked for.
 */
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

    /**
     * Runs so many trials; if one throws, those that run are cancelled, no other is begun, and it is thrown from here.
     *
     * @param plans the names of trials by their places
     */
    static StudyEnds run(int trials, int threads, IntFunction<TrialPlan> plans, TrialCall call) {
        TrialQueue queue = new TrialQueue(trials, EndSpool.open(), call);
        work(queue, trials, threads);
        return queue.ends(plans);
    }

    /**
     * Describes what the trials came to.
     *
     * @param ended those that ended; their file is closed once nobody refers to this list any more
     * @param whole whether all of them ended, and none was interrupted
     */
    record StudyEnds(List<TrialEnd> ended, boolean whole) {}

    private static void work(TrialQueue queue, int trials, int threads) {
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
    }

    /** Says whether a trial ended. */
    private enum Outcome {
        NONE,
        RUN,
        REUSED
    }

    /** The trials that nobody has begun yet, and the ends of the others. */
    private static final class TrialQueue {
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger concluded = new AtomicInteger();
        private final Map<Integer, Throwable> failures = new ConcurrentSkipListMap<>();
        private final Outcome[] outcomes;
        private final long[] places;
        private final EndSpool spool;
        private final TrialCall call;

        private TrialQueue(int trials, EndSpool spool, TrialCall call) {
            this.outcomes = new Outcome[trials];
            this.places = new long[trials];
            this.spool = spool;
            this.call = call;
            Arrays.fill(outcomes, Outcome.NONE);
        }

        private void work() {
            for (int trial = next.getAndIncrement();
                    trial < places.length && failures.isEmpty();
                    trial = next.getAndIncrement()) {
                try {
                    int at = trial;
                    call.run(trial, cancelled).ifPresent(end -> keep(at, end));
                } catch (RuntimeException | Error e) {
                    failures.put(trial, e);
                    cancelled.set(true);
                }
            }
        }

        private void keep(int trial, TrialEnd end) {
            places[trial] = spool.put(end.ended());
            outcomes[trial] = end.reused() ? Outcome.REUSED : Outcome.RUN;
            if (end.ended().status() != Status.INTERRUPTED) {
                concluded.incrementAndGet();
            }
        }

        private StudyEnds ends(IntFunction<TrialPlan> plans) {
            failures.values().stream().findFirst().ifPresent(first -> {
                spool.close();
                Throwables.throwIfUnchecked(first);
            });
            int[] ended = IntStream.range(0, places.length)
                    .filter(trial -> outcomes[trial] != Outcome.NONE)
                    .toArray();
            List<TrialEnd> ends = GeneratedList.of(ended.length, at -> end(ended[at], plans));
            return new StudyEnds(ends, concluded.get() == places.length);
        }

        private TrialEnd end(int trial, IntFunction<TrialPlan> plans) {
            return new TrialEnd(plans.apply(trial), spool.get(places[trial]), outcomes[trial] == Outcome.REUSED);
        }
    }
}
