package org.recurve.reports.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A regression tree, as the boxes on which it is constant: each split lowers the sum of squares most (Breiman, Friedman, Olshen
 * and Stone, 1984).
 */
record RegressionTree(List<TreeBox> boxes) {
    /** A box with fewer points is split no more. */
    private static final int FEWEST = 4;

    RegressionTree {
        boxes = List.copyOf(boxes);
    }

    /**
     * A box and the mean of the points in it.
     *
     * @param cells of each axis, those that lie in the box
     */
    record TreeBox(List<BitSet> cells, double value) {
        TreeBox {
            cells = List.copyOf(cells);
        }
    }

    /** The cells of an axis that go left. */
    private record TreeSplit(int axis, BitSet left, double gain) {}

    /** Grows a tree on the points that were drawn, of which some come several times. */
    static RegressionTree grow(List<SettingAxis> axes, int[][] cells, double[] values, int[] drawn) {
        List<BitSet> all = new ArrayList<>();
        for (SettingAxis axis : axes) {
            BitSet every = new BitSet();
            every.set(0, axis.cells());
            all.add(every);
        }
        List<TreeBox> boxes = new ArrayList<>();
        grow(new TreeGrowth(axes, cells, values), all, drawn, boxes);
        return new RegressionTree(boxes);
    }

    private record TreeGrowth(List<SettingAxis> axes, int[][] cells, double[] values) {}

    private static void grow(TreeGrowth from, List<BitSet> box, int[] points, List<TreeBox> boxes) {
        Optional<TreeSplit> best = points.length < FEWEST ? Optional.empty() : best(from, box, points);
        if (best.isEmpty()) {
            boxes.add(new TreeBox(
                    box,
                    Arrays.stream(points)
                            .mapToDouble(p -> from.values[p])
                            .average()
                            .orElse(0)));
            return;
        }
        TreeSplit split = best.get();
        BitSet right = (BitSet) box.get(split.axis).clone();
        right.andNot(split.left);
        grow(from, with(box, split.axis, split.left), side(from, points, split, true), boxes);
        grow(from, with(box, split.axis, right), side(from, points, split, false), boxes);
    }

    private static List<BitSet> with(List<BitSet> box, int axis, BitSet cells) {
        List<BitSet> part = new ArrayList<>(box);
        part.set(axis, cells);
        return part;
    }

    private static int[] side(TreeGrowth from, int[] points, TreeSplit split, boolean left) {
        return Arrays.stream(points)
                .filter(p -> split.left.get(from.cells[p][split.axis]) == left)
                .toArray();
    }

    private static Optional<TreeSplit> best(TreeGrowth from, List<BitSet> box, int[] points) {
        Optional<TreeSplit> best = Optional.empty();
        for (int axis = 0; axis < from.axes.size(); axis++) {
            Optional<TreeSplit> split = best(from, box.get(axis), axis, points);
            if (split.isPresent() && (best.isEmpty() || split.get().gain > best.get().gain)) {
                best = split;
            }
        }
        return best;
    }

    /** Tries every place between the cells, in their order or, where they have none, in the order of their means. */
    private static Optional<TreeSplit> best(TreeGrowth from, BitSet within, int axis, int[] points) {
        int cells = from.axes.get(axis).cells();
        double[] sums = new double[cells];
        int[] counts = new int[cells];
        for (int p : points) {
            sums[from.cells[p][axis]] += from.values[p];
            counts[from.cells[p][axis]]++;
        }
        List<Integer> order = new ArrayList<>(within.stream().boxed().toList());
        if (!from.axes.get(axis).ordered()) {
            order.sort(
                    Comparator.comparingDouble(c -> counts[c] == 0 ? Double.POSITIVE_INFINITY : sums[c] / counts[c]));
        }
        double total = Arrays.stream(sums).sum();
        double sum = 0;
        int count = 0;
        double gain = 1e-12 * (1 + total * total / points.length);
        int cut = -1;
        for (int i = 0; i + 1 < order.size(); i++) {
            sum += sums[order.get(i)];
            count += counts[order.get(i)];
            if (count > 0 && count < points.length && counts[order.get(i)] > 0) {
                int others = points.length - count;
                double lower =
                        sum * sum / count + (total - sum) * (total - sum) / others - total * total / points.length;
                if (lower > gain) {
                    gain = lower;
                    cut = between(order, counts, i);
                }
            }
        }
        if (cut < 0) {
            return Optional.empty();
        }
        BitSet left = new BitSet();
        order.subList(0, cut + 1).forEach(left::set);
        return Optional.of(new TreeSplit(axis, left, gain));
    }

    /** Returns the middle of the empty cells behind one, so that a split lies half-way between the points beside it. */
    private static int between(List<Integer> order, int[] counts, int at) {
        int next = at + 1;
        while (counts[order.get(next)] == 0) {
            next++;
        }
        return (at + next - 1) / 2;
    }
}
