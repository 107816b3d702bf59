package org.recurve.reports.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** Says of each class how well it was told apart, and of all of them together. */
public record ClassTable(List<ClassRow> rows) {
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
