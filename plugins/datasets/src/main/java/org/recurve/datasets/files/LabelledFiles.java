package org.recurve.datasets.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.MissingFile;
import org.recurve.datasets.memory.FloatRows;
import org.recurve.datasets.table.Decimal;

/**
 * Files, each an example, with their labels: those of class folders, or those that a table names.
 *
 * @param files in the order of their ids
 * @param labels for each, as they are written
 * @param targets what the labels say
 */
public record LabelledFiles(List<Path> files, List<String> labels, MemoryExamples.Targets targets) {
    public LabelledFiles {
        files = List.copyOf(files);
        labels = List.copyOf(labels);
    }

    /**
     * Says where labels come from.
     *
     * @param table that names files and labels; empty if the folders of files are their classes
     * @param file the column of the files, below the folder; {@code file} if left out
     * @param label the column of the labels; {@code label} if left out
     * @param answers what labels are; classes if left out
     * @param columns those that each say of one label whether it holds; none if left out
     * @param sign what stands between the labels of a file; a bar if left out
     */
    public record LabelTable(
            Optional<String> table,
            Optional<String> file,
            Optional<String> label,
            Optional<TargetKind> answers,
            Optional<List<String>> columns,
            Optional<LabelSign> sign) {
        /** Says what {@link #columns} is about. */
        public static final String COLUMNS =
                "columns of that table, each of which says of the label that it is named after"
                        + " whether it holds, 1 or 0; for answers: labels, in place of label-column";

        /** Says what {@link #sign} is about. */
        public static final String SIGN =
                "what stands between the labels of a file, for answers: labels: bar (cat|dog),"
                        + " semicolon, comma or blank; further rows of a file add labels, too; bar if left out";

        public LabelTable {
            columns = columns.map(List::copyOf);
            boolean several = answers.filter(kind -> kind == TargetKind.LABELS).isPresent();
            if (!several && (columns.isPresent() || sign.isPresent())) {
                throw new InvalidSetting(
                        "label-columns and label-sign are about files with several labels; write answers:"
                                + " labels, or remove them");
            }
            if (columns.isPresent() && (label.isPresent() || sign.isPresent())) {
                throw new InvalidSetting(
                        "label-columns has a column for each label, label-column and label-sign are about one"
                                + " column of all of them; remove one of the two");
            }
            if (columns.filter(List::isEmpty).isPresent()) {
                throw new InvalidSetting("label-columns names no column; name those of the labels, or remove it");
            }
            if (table.isEmpty() && (file.isPresent() || label.isPresent() || answers.isPresent())) {
                throw new InvalidSetting(
                        "file-column, label-column and answers are about a table of labels; name it with"
                                + " labels, or remove them");
            }
        }

        /**
         * Reads which files there are, and their labels; whatever is wrong ends in {@link InvalidSetting}.
         *
         * @param endings what files may end in, in lower case
         */
        public LabelledFiles read(Path folder, org.recurve.api.data.Files files, List<String> endings) {
            return table.map(name -> ofTable(folder, files.own(name)))
                    .orElseGet(() -> ofFolders(ClassFolders.in(folder, endings)));
        }

        private static LabelledFiles ofFolders(ClassFolders folders) {
            List<String> classes = folders.classes();
            List<Path> files = new ArrayList<>();
            List<String> labels = new ArrayList<>();
            FloatRows numbers = new FloatRows(1);
            folders.files()
                    .forEach((name, paths) -> paths.forEach(path -> {
                        files.add(path);
                        labels.add(name);
                        numbers.add(classes.indexOf(name));
                    }));
            return new LabelledFiles(files, labels, new MemoryExamples.Targets(Shape.SCALAR, classes, numbers::read));
        }

        private LabelledFiles ofTable(Path folder, Path labelled) {
            return answers.orElse(TargetKind.CLASSES) == TargetKind.LABELS
                    ? severalLabels(folder, labelled)
                    : oneLabel(folder, labelled);
        }

        private LabelledFiles severalLabels(Path folder, Path labelled) {
            LabelSets sets = new LabelSets();
            List<Path> files = new ArrayList<>();
            Map<String, Integer> places = new HashMap<>();
            try (CsvRows rows = CsvRows.open(labelled, Optional.empty())) {
                int named = column(rows, file, "file");
                int[] holding = columns.stream()
                        .flatMap(List::stream)
                        .mapToInt(rows::column)
                        .toArray();
                int text = holding.length == 0 ? column(rows, label, "label") : named;
                IntStream.of(holding).forEach(column -> sets.know(rows.names().get(column)));
                while (rows.next()) {
                    String name = rows.label(named, "file");
                    Integer before = places.putIfAbsent(name, files.size());
                    if (before == null) {
                        files.add(below(folder, name, rows.where(named)));
                        sets.begin();
                    }
                    int example = before == null ? files.size() - 1 : before;
                    if (holding.length == 0) {
                        sign.orElse(LabelSign.BAR).labels(rows.value(text)).forEach(found -> sets.add(example, found));
                    }
                    for (int column : holding) {
                        if (LabelSets.holds(rows, column)) {
                            sets.add(example, rows.names().get(column));
                        }
                    }
                }
                if (files.isEmpty()) {
                    throw rows.noRows();
                }
                MemoryExamples.Targets targets = sets.targets(
                        holding.length == 0,
                        rows.file() + " column " + rows.names().get(text));
                return new LabelledFiles(files, sets.texts(), targets);
            }
        }

        private LabelledFiles oneLabel(Path folder, Path labelled) {
            TargetColumn targets = new TargetColumn(answers.orElse(TargetKind.CLASSES), Decimal.POINT, 1);
            List<Path> files = new ArrayList<>();
            List<String> labels = new ArrayList<>();
            Map<String, Integer> lines = new HashMap<>();
            try (CsvRows rows = CsvRows.open(labelled, Optional.empty())) {
                int named = column(rows, file, "file");
                int target = column(rows, label, "label");
                while (rows.next()) {
                    String name = rows.label(named, "file");
                    Integer before = lines.putIfAbsent(name, rows.line());
                    if (before != null) {
                        throw new InvalidSetting(
                                rows.where(named) + ": line " + before + " names " + name
                                        + " already; a file has one label: remove one of the rows, or write answers: labels if files have several");
                    }
                    files.add(below(folder, name, rows.where(named)));
                    labels.add(rows.value(target));
                    targets.add(rows, target);
                }
                if (files.isEmpty()) {
                    throw rows.noRows();
                }
            }
            return new LabelledFiles(files, labels, targets.targets());
        }

        /** Returns a file of the folder: a table that came from elsewhere has no say over others. */
        private static Path below(Path folder, String name, String where) {
            Path file = folder.resolve(name);
            if (!file.toAbsolutePath()
                    .normalize()
                    .startsWith(folder.toAbsolutePath().normalize())) {
                throw new InvalidSetting(where + ": " + name + " is not in the folder " + folder
                        + "; put the file there, or name a folder that holds all of them");
            }
            return there(file, where);
        }

        private static Path there(Path file, String where) {
            if (!Files.isRegularFile(file)) {
                throw Files.exists(file)
                        ? new InvalidSetting(where + ": " + file + " is a folder; name a file in it")
                        : new InvalidSetting(where + ": " + MissingFile.of(file).getMessage());
            }
            return file;
        }
    }

    /** Returns the place of a column: the one that was named, or the one of a usual name. */
    static int column(CsvRows rows, Optional<String> given, String usual) {
        if (given.isEmpty() && !rows.names().contains(usual)) {
            throw new InvalidSetting(rows.file() + " has no column \"" + usual + "\"; " + rows.columns()
                    + "; say which of them holds that with " + usual + "-column");
        }
        return rows.column(given.orElse(usual));
    }
}
