package org.recurve.reports.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.recurve.api.measure.Metric.Better;

/**
 * The best point of a sweep, and how far to believe in it.
 *
 * @param next the second best; empty if there is one point
 * @param alike how many other points are no farther behind than the standard error of the difference over shared seeds; empty if
 *     no point shares several
 * @param edges settings of which the best point has an extreme value
 */
public record SweepOptimum(SweepPoint best, Optional<SweepPoint> next, OptionalInt alike, List<EdgeValue> edges) {
    private static final int FEWEST_VALUES = 3;

    public SweepOptimum {
        edges = List.copyOf(edges);
    }

    /**
     * A setting at the edge of what was tried.
     *
     * @param largest whether it is the largest value, and not the smallest
     */
    public record EdgeValue(String setting, String value, boolean largest) {}

    /** Returns the optimum of a sweep, which has at least one point; of equal ones, the first. */
    public static SweepOptimum of(SweepPoints sweep, Better better) {
        double sign = better == Better.HIGHER ? -1 : 1;
        List<SweepPoint> ranked = sweep.points().stream()
                .sorted(Comparator.comparingDouble(point -> sign * point.mean()))
                .toList();
        SweepPoint best = ranked.getFirst();
        double[] behind = ranked.stream()
                .skip(1)
                .flatMapToDouble(point -> errorsBehind(best, point).stream())
                .toArray();
        return new SweepOptimum(
                best,
                ranked.stream().skip(1).findFirst(),
                behind.length == 0
                        ? OptionalInt.empty()
                        : OptionalInt.of((int) Arrays.stream(behind)
                                .filter(errors -> errors <= 1)
                                .count()),
                edges(sweep, best));
    }

    /**
     * Returns how many standard errors a point lies behind the best, over the seeds that both have; empty if these are fewer
     * than two.
     */
    private static OptionalDouble errorsBehind(SweepPoint best, SweepPoint point) {
        double[] differences = best.values().entrySet().stream()
                .flatMapToDouble(value -> Optional.ofNullable(point.values().get(value.getKey())).stream()
                        .mapToDouble(other -> value.getValue() - other))
                .toArray();
        if (differences.length < 2) {
            return OptionalDouble.empty();
        }
        DescriptiveStatistics statistics = new DescriptiveStatistics(differences);
        double error = statistics.getStandardDeviation() / StrictMath.sqrt(differences.length);
        double mean = StrictMath.abs(statistics.getMean());
        return OptionalDouble.of(mean == 0 ? 0 : mean / error);
    }

    private static List<EdgeValue> edges(SweepPoints sweep, SweepPoint best) {
        List<EdgeValue> edges = new ArrayList<>();
        for (String setting : sweep.settings()) {
            SettingValues values = SettingValues.of(sweep.points(), setting);
            String own = best.settings().getOrDefault(setting, "");
            if (values.numeric() && values.values().size() >= FEWEST_VALUES && !own.isEmpty()) {
                boolean largest = own.equals(values.values().getLast());
                if (largest || own.equals(values.values().getFirst())) {
                    edges.add(new EdgeValue(setting, own, largest));
                }
            }
        }
        return edges;
    }
}
