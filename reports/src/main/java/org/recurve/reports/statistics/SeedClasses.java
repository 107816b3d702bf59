package org.recurve.reports.statistics;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.recurve.reports.statistics.ClassTable.ClassRow;

/**
 * Says how well the seeds of an arm tell each class apart: their means, with 95 % intervals.
 *
 * @param rows of the classes, and behind them of their mean
 */
public record SeedClasses(List<SeedRow> rows) {
    private static final double UPPER = 0.975;

    public SeedClasses {
        rows = List.copyOf(rows);
    }

    /**
     * A class, or the mean of all.
     *
     * @param support how many examples have it, of all seeds together
     */
    public record SeedRow(String name, long support, MeanShare precision, MeanShare recall, MeanShare f1) {}

    /**
     * The mean of a share over seeds of which it can be told; NaN if there is none.
     *
     * @param half by how much the interval goes beyond it on each side; empty for fewer than two seeds
     */
    public record MeanShare(double mean, OptionalDouble half) {}

    /**
     * Sums up the tables of seeds, which have the same classes; at least one.
     *
     * @param folds of cross-validation, whose trainings share examples, so that the variance is the corrected one of {@link
     *     CorrectedComparison}; 0 without
     */
    public static SeedClasses of(List<ClassTable> seeds, int folds) {
        List<List<ClassRow>> tables = seeds.stream()
                .map(table -> IntStream.rangeClosed(0, table.rows().size())
                        .mapToObj(i -> i < table.rows().size() ? table.rows().get(i) : table.all())
                        .toList())
                .toList();
        return new SeedClasses(IntStream.range(0, tables.getFirst().size())
                .mapToObj(i -> row(tables.stream().map(rows -> rows.get(i)).toList(), folds))
                .toList());
    }

    private static SeedRow row(List<ClassRow> seeds, int folds) {
        return new SeedRow(
                seeds.getFirst().name(),
                seeds.stream().mapToLong(ClassRow::support).sum(),
                share(seeds, ClassRow::precision, folds),
                share(seeds, ClassRow::recall, folds),
                share(seeds, ClassRow::f1, folds));
    }

    private static MeanShare share(List<ClassRow> seeds, ToDoubleFunction<ClassRow> of, int folds) {
        return SeedSummary.of(seeds.stream().map(of::applyAsDouble).toList())
                .map(summary -> new MeanShare(
                        summary.mean(),
                        summary.deviation().isEmpty()
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(half(summary.deviation().getAsDouble(), summary.count(), folds))))
                .orElse(new MeanShare(Double.NaN, OptionalDouble.empty()));
    }

    private static double half(double deviation, int count, int folds) {
        double parts = 1.0 / count + (folds == 0 ? 0 : CorrectedComparison.overlap(folds));
        return new TDistribution(null, count - 1.0).inverseCumulativeProbability(UPPER)
                * deviation
                * StrictMath.sqrt(parts);
    }
}
