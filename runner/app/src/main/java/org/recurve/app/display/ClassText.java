package org.recurve.app.display;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.data.Data;
import org.recurve.reports.statistics.CalibrationBins;
import org.recurve.reports.statistics.ClassTable;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;

/**
 * Tells, as text, how well a trial tells classes apart on a split.
 *
 * @param error of calibration, if its answers have probabilities
 */
public record ClassText(String split, ClassTable table, Optional<Double> error) {
    /** Returns those of the splits on which the trial classified. */
    public static List<ClassText> of(TrialView trial, StoreReader reader) {
        return Stream.of(Data.VALIDATION, Data.TEST)
                .flatMap(split -> table(trial, split, reader).stream()
                        .map(table -> new ClassText(
                                split,
                                table,
                                reader.latest(trial.id(), "calibration-" + split, Artifact.Matrix.class)
                                        .flatMap(CalibrationBins::of)
                                        .map(CalibrationBins::error))))
                .toList();
    }

    /** Returns how classes are told apart on a split, or labels of which several may hold. */
    private static Optional<ClassTable> table(TrialView trial, String split, StoreReader reader) {
        return reader.latest(trial.id(), "confusion-" + split, Artifact.Confusion.class)
                .map(counts -> ClassTable.of(counts.classes(), counts.counts()))
                .or(() -> reader.latest(trial.id(), "labels-" + split, Artifact.Matrix.class)
                        .flatMap(ClassTable::ofLabels));
    }

    /** Returns a line for each class, and one for all. */
    public String text() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(split + " split", "precision", "recall", "f1", "support"));
        Stream.concat(table.rows().stream(), Stream.of(table.all()))
                .forEach(row -> lines.add(List.of(
                        row.name(),
                        ValueText.of(row.precision()),
                        ValueText.of(row.recall()),
                        ValueText.of(row.f1()),
                        String.valueOf(row.support()))));
        return TextTable.of(lines)
                + error.map(apart -> "\ncalibration error (ECE) " + ValueText.of(apart))
                        .orElse("");
    }

    /** Returns the same for JSON; a share that nothing can be said of is left out. */
    public Map<String, Object> plain() {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("split", split);
        plain.put(
                "rows",
                Stream.concat(table.rows().stream(), Stream.of(table.all()))
                        .map(ClassText::plain)
                        .toList());
        error.ifPresent(apart -> plain.put("calibration-error", apart));
        return plain;
    }

    private static Map<String, Object> plain(ClassTable.ClassRow row) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("class", row.name());
        put(plain, "precision", row.precision());
        put(plain, "recall", row.recall());
        put(plain, "f1", row.f1());
        plain.put("examples", row.support());
        return plain;
    }

    private static void put(Map<String, Object> plain, String name, double share) {
        if (Double.isFinite(share)) {
            plain.put(name, share);
        }
    }
}
