package org.recurve.reports.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Describes how much of the variance over a sweep each setting and each pair of settings makes (functional ANOVA; Hutter, Hoos and
 * Leyton-Brown, <i>ICML</i> 2014): on a full grid with equal weights that is the classical decomposition, exact and without a
 * model; of other points it is that of a {@linkplain ForestImportance forest}. It is computed for each seed on its own, so that
 * the seeds show how far to believe it. Of a metric that spans more than a factor of twenty the logarithm is taken apart, as it
 * is drawn: a few trials that nearly diverged would be all of the variance otherwise.
 *
 * @param effects the largest first; together with {@code rest} they make up the whole
 * @param rest what needs three settings or more, and noise; empty of two settings on a grid, whose pair has the noise in it
 * @param seeds how many there are
 * @param basis what it was computed from
 * @param logarithmic whether it is that of the metric's logarithm
 */
public record SettingImportance(
        List<VarianceShare> effects, Optional<VarianceShare> rest, int seeds, Basis basis, boolean logarithmic) {
    /** The kind of points that shares are computed from. */
    public enum Basis {
        /** Every combination of the values, each once. */
        GRID,
        /** A forest of regression trees that was fitted to the points. */
        FOREST
    }

    public SettingImportance {
        effects = List.copyOf(effects);
    }

    /**
     * A share of the variance, from 0 to 1.
     *
     * @param name of the setting, or of both
     * @param mean over seeds
     * @param low the lowest seed's; of a forest for a single seed, what a tenth of its trees lie below
     * @param high the highest seed's; of a forest for a single seed, what a tenth of its trees lie above
     */
    public record VarianceShare(String name, double mean, double low, double high) {}

    /** Empty of a single setting, without a seed of which every point has a value, and where nothing varies. */
    public static Optional<SettingImportance> of(FactorialGrid grid) {
        List<double[]> bySeed = new ArrayList<>();
        if (grid.settings().size() < 2) {
            return Optional.empty();
        }
        boolean logarithmic = isLogarithmic(grid.points(), grid.seeds());
        for (long seed : grid.seeds()) {
            double[] values = values(grid.points(), seed, logarithmic);
            shares(grid, values).ifPresent(bySeed::add);
        }
        if (bySeed.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = names(grid);
        List<VarianceShare> effects = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            effects.add(share(names.get(i), i, bySeed));
        }
        effects.sort(Comparator.comparingDouble(VarianceShare::mean).reversed());
        Optional<VarianceShare> rest = grid.settings().size() == 2
                ? Optional.empty()
                : Optional.of(share("all else, and noise", names.size(), bySeed));
        return Optional.of(new SettingImportance(effects, rest, bySeed.size(), Basis.GRID, logarithmic));
    }

    /** Returns whether points are to be compared by logarithms: their means are drawn so, and no value has none. */
    static boolean isLogarithmic(List<SweepPoint> points, Set<Long> seeds) {
        return SettingScale.of(
                                "",
                                points.stream()
                                        .map(point -> String.valueOf(point.mean()))
                                        .toList())
                        .logarithmic()
                && seeds.stream()
                        .allMatch(seed ->
                                points.stream().allMatch(point -> point.values().getOrDefault(seed, 0.0) > 0));
    }

    /** Returns a seed's values of all points. */
    static double[] values(List<SweepPoint> points, long seed, boolean logarithmic) {
        return points.stream()
                .mapToDouble(point -> point.values().getOrDefault(seed, Double.NaN))
                .map(value -> logarithmic ? StrictMath.log(value) : value)
                .toArray();
    }

    private static List<String> names(FactorialGrid grid) {
        List<String> names = new ArrayList<>(grid.settings());
        for (int i = 0; i < grid.settings().size(); i++) {
            for (int j = i + 1; j < grid.settings().size(); j++) {
                names.add(grid.settings().get(i) + " × " + grid.settings().get(j)
                        + (grid.settings().size() == 2 ? ", and noise" : ""));
            }
        }
        return names;
    }

    private static VarianceShare share(String name, int at, List<double[]> bySeed) {
        double[] all = bySeed.stream().mapToDouble(shares -> shares[at]).toArray();
        return new VarianceShare(
                name,
                Arrays.stream(all).average().orElse(0),
                Arrays.stream(all).min().orElse(0),
                Arrays.stream(all).max().orElse(0));
    }

    /** Returns the share of each setting, then of each pair, then of the rest; empty if all values are equal. */
    private static Optional<double[]> shares(FactorialGrid grid, double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double total = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        if (!(total > 0)) {
            return Optional.empty();
        }
        int settings = grid.settings().size();
        double[][] main = new double[settings][];
        double[] shares = new double[settings + settings * (settings - 1) / 2 + 1];
        for (int i = 0; i < settings; i++) {
            main[i] = effect(grid, values, mean, i);
            shares[i] = Arrays.stream(main[i]).map(e -> e * e).sum() * values.length / main[i].length / total;
        }
        int at = settings;
        for (int i = 0; i < settings; i++) {
            for (int j = i + 1; j < settings; j++) {
                shares[at++] = pair(grid, values, mean, main, i, j) / total;
            }
        }
        shares[at] = StrictMath.max(0, 1 - Arrays.stream(shares).sum());
        return Optional.of(shares);
    }

    /** Returns how far the mean at each level of a setting lies from that of all. */
    private static double[] effect(FactorialGrid grid, double[] values, double mean, int setting) {
        int levels = grid.levels().get(setting).values().size();
        double[] effect = new double[levels];
        for (int place = 0; place < values.length; place++) {
            effect[grid.level(place, setting)] += (values[place] - mean) * levels / values.length;
        }
        return effect;
    }

    /** Returns the sum of squares of what two settings do together beyond what each does alone. */
    private static double pair(FactorialGrid grid, double[] values, double mean, double[][] main, int i, int j) {
        int cells = main[i].length * main[j].length;
        double[][] together = new double[main[i].length][main[j].length];
        for (int place = 0; place < values.length; place++) {
            together[grid.level(place, i)][grid.level(place, j)] += (values[place] - mean) * cells / values.length;
        }
        double squares = 0;
        for (int a = 0; a < main[i].length; a++) {
            for (int b = 0; b < main[j].length; b++) {
                double beyond = together[a][b] - main[i][a] - main[j][b];
                squares += beyond * beyond;
            }
        }
        return squares * values.length / cells;
    }
}
