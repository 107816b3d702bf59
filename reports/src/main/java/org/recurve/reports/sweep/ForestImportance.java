package org.recurve.reports.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.recurve.reports.sweep.SettingImportance.Basis;
import org.recurve.reports.sweep.SettingImportance.VarianceShare;

/**
 * Estimates the importance of settings from points that are no grid: those of a random search, or of one that looks closer where
 * it finds more. A forest of regression trees is fitted to the points, and of each tree, which is constant on boxes, the variance
 * over the whole range of the settings is taken apart exactly (Hutter, Hoos and Leyton-Brown, <i>ICML</i> 2014, section 3).
 * Settings count evenly over their {@linkplain SettingScale scales}. The same points give the same forest everywhere.
 */
public final class ForestImportance {
    /** Fewer points say nothing. */
    public static final int FEWEST = 20;

    private static final int TREES = 48;
    /** Pairs of settings with a smaller share are part of the rest. */
    private static final double SMALLEST_PAIR = 0.01;

    private ForestImportance() {}

    /** Returns it; empty for a single setting, fewer points than {@value #FEWEST}, points that lack a setting, equal values. */
    public static Optional<SettingImportance> of(SweepPoints sweep) {
        List<SettingAxis> axes = sweep.settings().stream()
                .map(setting -> SettingAxis.of(setting, sweep.points()))
                .filter(axis -> axis.cells() > 1)
                .toList();
        boolean whole = sweep.points().stream()
                .allMatch(point -> point.settings().keySet().containsAll(sweep.settings()));
        if (axes.size() < 2 || sweep.points().size() < FEWEST || !whole) {
            return Optional.empty();
        }
        Set<Long> seeds = new TreeSet<>(sweep.points().getFirst().values().keySet());
        sweep.points().forEach(point -> seeds.retainAll(point.values().keySet()));
        boolean logarithmic = SettingImportance.isLogarithmic(sweep.points(), seeds);
        List<List<double[]>> bySeed = new ArrayList<>();
        for (long seed : seeds) {
            double[] values = SettingImportance.values(sweep.points(), seed, logarithmic);
            List<double[]> trees = trees(axes, sweep.points(), values, seed);
            if (!trees.isEmpty()) {
                bySeed.add(trees);
            }
        }
        return bySeed.isEmpty() ? Optional.empty() : Optional.of(summary(axes, bySeed, logarithmic));
    }

    /** Returns the shares of each tree; of a tree that splits nothing, none. */
    private static List<double[]> trees(List<SettingAxis> axes, List<SweepPoint> points, double[] values, long seed) {
        int[][] cells = new int[points.size()][axes.size()];
        for (int i = 0; i < values.length; i++) {
            for (int axis = 0; axis < axes.size(); axis++) {
                cells[i][axis] = axes.get(axis).cell(points.get(i));
            }
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<double[]> shares = new ArrayList<>();
        for (int tree = 0; tree < TREES; tree++) {
            int[] drawn = random.ints(values.length, 0, values.length).toArray();
            RegressionTree grown = RegressionTree.grow(axes, cells, values, drawn);
            VarianceParts.of(axes, grown).shares().ifPresent(shares::add);
        }
        return shares;
    }

    private static SettingImportance summary(List<SettingAxis> axes, List<List<double[]>> bySeed, boolean logarithmic) {
        List<double[]> spread =
                bySeed.size() > 1 ? bySeed.stream().map(ForestImportance::mean).toList() : bySeed.getFirst();
        double[] mean = mean(bySeed.stream().map(ForestImportance::mean).toList());
        double cut = bySeed.size() > 1 ? 0 : 0.1;
        List<VarianceShare> effects = new ArrayList<>();
        int at = axes.size();
        for (int i = 0; i < axes.size(); i++) {
            effects.add(share(axes.get(i).setting(), mean[i], spread, cut, i));
            for (int j = i + 1; j < axes.size(); j++, at++) {
                if (mean[at] >= SMALLEST_PAIR) {
                    String pair = axes.get(i).setting() + " × " + axes.get(j).setting();
                    effects.add(share(pair, mean[at], spread, cut, at));
                }
            }
        }
        effects.sort(Comparator.comparingDouble(VarianceShare::mean).reversed());
        double rest = StrictMath.max(
                0, 1 - effects.stream().mapToDouble(VarianceShare::mean).sum());
        return new SettingImportance(
                effects,
                Optional.of(new VarianceShare("all else", rest, rest, rest)),
                bySeed.size(),
                Basis.FOREST,
                logarithmic);
    }

    private static VarianceShare share(String name, double mean, List<double[]> all, double cut, int at) {
        double[] ascending =
                all.stream().mapToDouble(shares -> shares[at]).sorted().toArray();
        int skipped = (int) (cut * ascending.length);
        return new VarianceShare(name, mean, ascending[skipped], ascending[ascending.length - 1 - skipped]);
    }

    private static double[] mean(List<double[]> all) {
        double[] mean = new double[all.getFirst().length];
        for (double[] each : all) {
            Arrays.setAll(mean, i -> mean[i] + each[i] / all.size());
        }
        return mean;
    }
}
