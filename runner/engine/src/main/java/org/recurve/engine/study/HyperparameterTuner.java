package org.recurve.engine.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.api.search.Axis;
import org.recurve.api.search.Observation;
import org.recurve.api.search.Search;
import org.recurve.api.search.Suggestion;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.study.StudyResult.TrialEnd;

/**
 * Runs a search, trial by trial. A suggestion is shown just the first trials that it asks to see, however many have ended by
 * then, so the same trials are run with any number side by side; no more run together than the search can look behind.
 *
 * @param trial what a suggestion is trained as
 * @param run trains it; empty if the run was told to stop
 * @param value of a finished trial, the smaller the better
 */
public record HyperparameterTuner(
        Function<Suggestion, TrialSpec> trial,
        Function<TrialSpec, Optional<TrialEnd>> run,
        ToDoubleFunction<TrialEnd> value) {
    private static final String TUNE = "tune.search";

    /** A suggestion with what came of it; a trial that failed is observed as worse than any other. */
    public record TriedSuggestion(TrialSpec trial, Observation observation, TrialEnded ended) {
        /** Returns whether it came to a value that others can be compared with. */
        public boolean isValued() {
            return Double.isFinite(observation.value());
        }
    }

    /** All trials of a search in the order of their suggestions; fewer if the run was told to stop. */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    public List<TriedSuggestion> run(Spec<Search<?>> search, List<Axis> axes, int trials, int jobs) {
        Search<Record> plugin = (Search<Record>) search.plugin();
        Stream random = Stream.of(0).in("tune");
        List<CompletableFuture<Optional<TriedSuggestion>>> futures = new ArrayList<>();
        Map<String, CompletableFuture<Optional<TrialEnd>>> same = new HashMap<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(
                jobs, Thread.ofPlatform().name("tune-", 1).factory())) {
            for (int number = 0; number < trials; number++) {
                int at = number;
                int sees = called(search, "sees", () -> plugin.sees(search.config(), at));
                if (sees < 0 || sees > number) {
                    throw search.failure(
                                    "sees",
                                    "returned " + sees + ", but before trial " + number + " there are " + number)
                            .at(TUNE);
                }
                List<TriedSuggestion> seen = ended(futures.subList(0, sees));
                if (seen.size() < sees) {
                    break;
                }
                List<Observation> observations =
                        seen.stream().map(TriedSuggestion::observation).toList();
                Optional<Suggestion> next =
                        called(search, "next", () -> plugin.next(search.config(), axes, at, observations, random));
                if (next.isEmpty()) {
                    break;
                }
                TrialSpec spec = trial.apply(next.get());
                futures.add(same.computeIfAbsent(
                                spec.configuration(), _ -> CompletableFuture.supplyAsync(() -> run.apply(spec), pool))
                        .thenApply(outcome -> outcome.map(o -> tried(spec, next.get(), o))));
            }
            return ended(futures);
        }
    }

    private static <T> T called(Spec<Search<?>> search, String method, Supplier<T> call) {
        try {
            return search.call(method, call);
        } catch (PluginFailure failure) {
            throw failure.at(TUNE);
        }
    }

    private TriedSuggestion tried(TrialSpec spec, Suggestion suggestion, TrialEnd end) {
        boolean finished = end.ended().status() == Status.FINISHED;
        double found = finished ? value.applyAsDouble(end) : Double.POSITIVE_INFINITY;
        double worst = Double.isFinite(found) ? found : Double.POSITIVE_INFINITY;
        return new TriedSuggestion(spec, new Observation(suggestion, worst), end.ended());
    }

    /** Waits for them; a trial that was told to stop ends the list. */
    private static List<TriedSuggestion> ended(List<CompletableFuture<Optional<TriedSuggestion>>> futures) {
        List<TriedSuggestion> ended = new ArrayList<>();
        for (CompletableFuture<Optional<TriedSuggestion>> future : futures) {
            Optional<TriedSuggestion> tried;
            try {
                tried = future.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
            if (tried.isEmpty()) {
                return ended;
            }
            ended.add(tried.get());
        }
        return ended;
    }
}
