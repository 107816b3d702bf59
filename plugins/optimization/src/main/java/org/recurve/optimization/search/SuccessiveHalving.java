package org.recurve.optimization.search;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;
import org.recurve.api.search.Axis;
import org.recurve.api.search.Observation;
import org.recurve.api.search.Search;
import org.recurve.api.search.Suggestion;

/**
 * Successive halving (Jamieson and Talwalkar, AISTATS 2016): many random points with a small share of the training, then the
 * best of them with a larger one, rung by rung. A rung waits for the whole of the one before.
 */
@Plugin(id = "halving", summary = "many points with little training, the best of them with more, rung by rung")
public final class SuccessiveHalving implements Search<SuccessiveHalving.Config> {
    /** Settings. */
    public record Config(
            @Main @Doc("points of the first rung") @Min(2) int points,

            @Doc("each rung keeps one of so many points, and trains it so many times as long") @Default("3") @Min(2)
            int factor) {}

    /** Trials {@code from} to {@code from + size − 1}; rung 0 is the first. */
    private record Rung(int index, int from, int size) {
        Rung next(int factor) {
            return new Rung(index + 1, from + size, size / factor);
        }
    }

    private static Rung rung(Config config, int trial) {
        Rung rung = new Rung(0, 0, config.points());
        while (trial >= rung.from() + rung.size() && rung.size() > 0) {
            rung = rung.next(config.factor());
        }
        return rung;
    }

    @Override
    public int sees(Config config, int trial) {
        return rung(config, trial).from();
    }

    @Override
    public Optional<Suggestion> next(Config config, List<Axis> axes, int trial, List<Observation> seen, Stream random) {
        Rung rung = rung(config, trial);
        if (rung.size() == 0) {
            return Optional.empty();
        }
        double budget = StrictMath.pow(config.factor(), rung.index() - (double) last(config));
        if (rung.index() == 0) {
            return Optional.of(new Suggestion(RandomSearch.point(axes, random.in(trial)), budget));
        }
        List<Observation> before =
                seen.subList(rung.from() - previous(config, rung).size(), rung.from());
        Observation kept = before.stream()
                .sorted(Comparator.comparingDouble(Observation::value))
                .skip(trial - rung.from())
                .findFirst()
                .orElseThrow();
        return Optional.of(new Suggestion(kept.suggestion().at(), budget));
    }

    private static Rung previous(Config config, Rung rung) {
        return rung(config, rung.from() - 1);
    }

    /** Returns the index of the last rung, which trains to the end. */
    private static int last(Config config) {
        int rungs = 0;
        for (int size = config.points(); size / config.factor() > 0; size /= config.factor()) {
            rungs++;
        }
        return rungs;
    }
}
