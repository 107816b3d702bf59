package org.recurve.optimization.search;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;
import org.recurve.api.search.Axis;
import org.recurve.api.search.Observation;
import org.recurve.api.search.Search;
import org.recurve.api.search.Suggestion;

/**
 * The tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kégl, NIPS 2011), axis by axis: of candidates drawn from
 * a density of the best points, the one whose density among the best is highest against that among the rest. The suggestion of
 * trial k looks at trials up to k − lag, so that {@code lag} of them can run side by side.
 */
@Plugin(id = "tpe", version = 2, summary = "tries next where good points are dense and bad ones are not")
public final class TpeSearch implements Search<TpeSearch.Config> {
    /** Settings. */
    public record Config(
            @Doc("suggestion k looks at trials up to k − lag") @Default("4") @Min(1)
            int lag,

            @Doc("random points before the first estimate") @Default("8") @Min(2)
            int start,

            @Doc("points drawn from the density of the best") @Default("24") @Min(1)
            int candidates,

            @Doc("which share of the points counts as the best") @Default("0.25") @Min(0.01) @Max(0.5)
            double best) {}

    @Override
    public int sees(Config config, int trial) {
        return Math.max(0, trial - config.lag() + 1);
    }

    @Override
    public Optional<Suggestion> next(Config config, List<Axis> axes, int trial, List<Observation> seen, Stream random) {
        Stream own = random.in(trial);
        if (seen.size() < config.start()) {
            return Optional.of(new Suggestion(RandomSearch.point(axes, own)));
        }
        List<Observation> ordered = seen.stream()
                .sorted(Comparator.comparingDouble(Observation::value))
                .toList();
        int good = Math.max(1, Math.min(share(config.best(), ordered.size()), finite(ordered)));
        List<Double> at = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            ParzenDensity best = parzen(axes.get(i), ordered.subList(0, good), i);
            ParzenDensity rest = parzen(axes.get(i), ordered.subList(good, ordered.size()), i);
            at.add(candidate(config, best, rest, own.in(i)));
        }
        return Optional.of(new Suggestion(at));
    }

    /** Returns a share of so many, rounded up; the share is the decimal number that was written, and not the double beside it. */
    static int share(double share, int size) {
        return BigDecimal.valueOf(share)
                .multiply(BigDecimal.valueOf(size))
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
    }

    /** Returns how many trials came to a finite value: only they can be among the best. */
    private static int finite(List<Observation> seen) {
        return (int) seen.stream()
                .filter(observation -> Double.isFinite(observation.value()))
                .count();
    }

    private static ParzenDensity parzen(Axis axis, List<Observation> points, int index) {
        return new ParzenDensity(
                axis,
                points.stream().map(point -> point.suggestion().at().get(index)).toList());
    }

    private static double candidate(Config config, ParzenDensity best, ParzenDensity rest, Stream random) {
        double chosen = best.draw(random.in(0));
        for (int i = 1; i < config.candidates(); i++) {
            double other = best.draw(random.in(i));
            if (best.density(other) * rest.density(chosen) > best.density(chosen) * rest.density(other)) {
                chosen = other;
            }
        }
        return chosen;
    }
}
