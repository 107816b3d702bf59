package org.recurve.reports.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.recurve.api.artifact.Artifact;

/** Says of each class how well it was told apart, and of all of them together. */
public record ClassTable(List<ClassRow> rows) {
    private static final int LABEL_COLUMNS = 3;

    public ClassTable {
        rows = List.copyOf(rows);
    }

    /**
     * A class.
     *
     * @param support how many examples have it
     * @param precision which share of the answers that name it is right; NaN if none names it
     * @param recall which share of its examples is answered so; NaN if there is none
     * @param f1 2 precision recall / (precision + recall), of counts; NaN if there is neither an example nor an answer
     */
    public record ClassRow(String name, long support, double precision, double recall, double f1) {}

    /**
     * Returns the table of counts.
     *
     * @param counts by right class, then by answer
     */
    public static ClassTable of(List<String> classes, long[][] counts) {
        List<ClassRow> rows = new ArrayList<>();
        for (int i = 0; i < classes.size(); i++) {
            int own = i;
            long hits = counts[i][i];
            long support = LongStream.of(counts[i]).sum();
            long answers = 0;
            for (long[] row : counts) {
                answers += row[own];
            }
            rows.add(new ClassRow(
                    classes.get(i),
                    support,
                    hits / (double) answers,
                    hits / (double) support,
                    2 * hits / (double) (answers + support)));
        }
        return new ClassTable(rows);
    }

    /** Returns the table of labels of which several may hold, by what a trial recorded; empty if it is something else. */
    public static Optional<ClassTable> ofLabels(Artifact.Matrix recorded) {
        List<ClassRow> rows = new ArrayList<>();
        for (int i = 0; i < recorded.values().length; i++) {
            double[] row = recorded.values()[i];
            if (row.length != LABEL_COLUMNS
                    || recorded.rowLabels().size() != recorded.values().length
                    || !(row[0] >= 0 && row[1] >= row[0] && row[2] >= row[0])) {
                return Optional.empty();
            }
            rows.add(new ClassRow(
                    recorded.rowLabels().get(i),
                    (long) row[2],
                    row[0] / row[1],
                    row[0] / row[2],
                    2 * row[0] / (row[1] + row[2])));
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(new ClassTable(rows));
    }

    /** Returns the sum of the examples, and the means of the shares over all classes that have them. */
    public ClassRow all() {
        return new ClassRow(
                "mean",
                rows.stream().mapToLong(ClassRow::support).sum(),
                mean(ClassRow::precision),
                mean(ClassRow::recall),
                mean(ClassRow::f1));
    }

    private double mean(ToDoubleFunction<ClassRow> share) {
        return rows.stream()
                .mapToDouble(share)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }
}
