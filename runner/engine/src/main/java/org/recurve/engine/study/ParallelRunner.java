package org.recurve.engine.study;

import com.google.common.base.Throwables;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.recurve.engine.study.StudyResult.TrialEnd;
import org.recurve.engine.training.TrialJob;

/** Runs jobs on a fixed number of threads; what they come to is in the order of the jobs, whichever ends first. */
final class ParallelRunner {
    private ParallelRunner() {}

    /**
     * Runs them all; if one throws, those that run are cancelled, no other is begun, and it is thrown from here.
     *
     * @param run runs a job; looks at the flag, which says that the job was cancelled
     */
    static List<TrialEnd> run(
            List<TrialJob> jobs, int threads, BiFunction<TrialJob, AtomicBoolean, Optional<TrialEnd>> run) {
        AtomicBoolean cancelled = new AtomicBoolean();
        List<TrialEnd> ends = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("trial-", 1).factory())) {
            List<CompletableFuture<Optional<TrialEnd>>> futures = jobs.stream()
                    .map(job -> CompletableFuture.supplyAsync(() -> cancelOnFailure(job, cancelled, run), pool))
                    .toList();
            for (CompletableFuture<Optional<TrialEnd>> future : futures) {
                outcome(future).ifPresent(ends::add);
            }
        }
        return ends;
    }

    private static Optional<TrialEnd> cancelOnFailure(
            TrialJob job, AtomicBoolean cancelled, BiFunction<TrialJob, AtomicBoolean, Optional<TrialEnd>> run) {
        try {
            return run.apply(job, cancelled);
        } catch (RuntimeException | Error e) {
            cancelled.set(true);
            throw e;
        }
    }

    /** Waits even if interrupted: an interrupted trial could not record its end, so trials are stopped by their flag alone. */
    private static Optional<TrialEnd> outcome(CompletableFuture<Optional<TrialEnd>> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            Throwables.throwIfUnchecked(Objects.requireNonNullElse(e.getCause(), e));
            throw e;
        }
    }
}
