package org.recurve.reports.statistics;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.recurve.api.artifact.Artifact;

/**
 * Answers by their probability, in bins of equal width.
 *
 * @param answers how many there are in each bin
 * @param confidence the mean probability in each
 * @param right the share of right ones in each
 */
public record CalibrationBins(List<Double> answers, List<Double> confidence, List<Double> right) {
    private static final int COLUMNS = 3;

    public CalibrationBins {
        answers = List.copyOf(answers);
        confidence = List.copyOf(confidence);
        right = List.copyOf(right);
    }

    /** Returns what a trial recorded; empty if it is something else. */
    public static Optional<CalibrationBins> of(Artifact.Matrix recorded) {
        double[][] rows = recorded.values();
        for (double[] row : rows) {
            if (row.length != COLUMNS || !(row[0] >= 0) || row[0] > 0 && !(row[1] >= 0 && row[2] >= 0)) {
                return Optional.empty();
            }
        }
        return rows.length == 0
                ? Optional.empty()
                : Optional.of(new CalibrationBins(column(rows, 0), column(rows, 1), column(rows, 2)));
    }

    private static List<Double> column(double[][] rows, int column) {
        return DoubleStream.of(IntStream.range(0, rows.length)
                        .mapToDouble(bin -> rows[bin][column])
                        .toArray())
                .boxed()
                .toList();
    }

    /** Returns the mean distance between probability and share of right answers, weighted by answers (Guo et al. 2017). */
    public double error() {
        double sum = 0;
        double all = 0;
        for (int bin = 0; bin < answers.size(); bin++) {
            all += answers.get(bin);
            sum += answers.get(bin) == 0 ? 0 : answers.get(bin) * Math.abs(right.get(bin) - confidence.get(bin));
        }
        return sum / all;
    }

    /** Returns the middles of the bins. */
    public double[] middles() {
        return IntStream.range(0, answers.size())
                .mapToDouble(bin -> (bin + 0.5) / answers.size())
                .toArray();
    }

    /** Returns the share of right answers in each bin, NaN where there is none. */
    public double[] shares() {
        return IntStream.range(0, answers.size())
                .mapToDouble(bin -> answers.get(bin) == 0 ? Double.NaN : right.get(bin))
                .toArray();
    }
}
