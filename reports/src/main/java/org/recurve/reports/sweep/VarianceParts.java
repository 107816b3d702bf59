package org.recurve.reports.sweep;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.recurve.reports.sweep.RegressionTree.TreeBox;

/**
 * The variance of a tree over the whole range of its settings, by what makes it.
 *
 * @param total of the tree
 * @param parts of each setting, then of each pair of settings
 */
record VarianceParts(double total, double[] parts) {
    static VarianceParts of(List<SettingAxis> axes, RegressionTree tree) {
        double mean = tree.boxes().stream()
                .mapToDouble(box -> box.value() * volume(axes, box, -1, -1))
                .sum();
        double total = tree.boxes().stream()
                .mapToDouble(box -> (box.value() - mean) * (box.value() - mean) * volume(axes, box, -1, -1))
                .sum();
        int settings = axes.size();
        double[] parts = new double[settings + settings * (settings - 1) / 2];
        for (int i = 0; i < settings; i++) {
            parts[i] = alone(axes, tree, mean, i);
        }
        int at = settings;
        for (int i = 0; i < settings; i++) {
            for (int j = i + 1; j < settings; j++) {
                parts[at++] = StrictMath.max(0, together(axes, tree, mean, i, j) - parts[i] - parts[j]);
            }
        }
        return new VarianceParts(total, parts);
    }

    /** Returns each part's share; empty where nothing varies. */
    Optional<double[]> shares() {
        return total > 0
                ? Optional.of(Arrays.stream(parts).map(part -> part / total).toArray())
                : Optional.empty();
    }

    /** Returns the share of the whole range that a box has, two axes left out. */
    private static double volume(List<SettingAxis> axes, TreeBox box, int without, int orWithout) {
        double volume = 1;
        for (int axis = 0; axis < axes.size(); axis++) {
            if (axis != without && axis != orWithout) {
                volume *= (double) box.cells().get(axis).cardinality()
                        / axes.get(axis).cells();
            }
        }
        return volume;
    }

    private static double alone(List<SettingAxis> axes, RegressionTree tree, double mean, int axis) {
        double[] marginal = new double[axes.get(axis).cells()];
        for (TreeBox box : tree.boxes()) {
            double part = (box.value() - mean) * volume(axes, box, axis, -1);
            box.cells().get(axis).stream().forEach(cell -> marginal[cell] += part);
        }
        return Arrays.stream(marginal).map(m -> m * m).sum() / marginal.length;
    }

    private static double together(List<SettingAxis> axes, RegressionTree tree, double mean, int one, int other) {
        int width = axes.get(other).cells();
        double[] marginal = new double[axes.get(one).cells() * width];
        for (TreeBox box : tree.boxes()) {
            double part = (box.value() - mean) * volume(axes, box, one, other);
            BitSet columns = box.cells().get(other);
            box.cells().get(one).stream()
                    .forEach(row -> columns.stream().forEach(column -> marginal[row * width + column] += part));
        }
        return Arrays.stream(marginal).map(m -> m * m).sum() / marginal.length;
    }
}
