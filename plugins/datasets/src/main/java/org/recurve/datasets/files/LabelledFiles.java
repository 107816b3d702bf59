package org.recurve.datasets.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.MissingFile;
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
     */
    public record LabelTable(
            Optional<String> table, Optional<String> file, Optional<String> label, Optional<TargetKind> answers) {
        public LabelTable {
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
            return new LabelledFiles(files, labels, new MemoryExamples.Targets(Shape.SCALAR, classes, numbers));
        }

        private LabelledFiles ofTable(Path folder, Path labelled) {
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
                        throw new InvalidSetting(rows.where(named) + ": line " + before + " names " + name
                                + " already; a file has one label: remove one of the rows");
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
            throw new InvalidSetting(rows.file() + " has no column \"" + usual + "\"; its columns are "
                    + String.join(", ", rows.names()) + "; say which of them holds that with " + usual + "-column");
        }
        return rows.column(given.orElse(usual));
    }
}
