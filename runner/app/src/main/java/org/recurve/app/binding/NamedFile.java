package org.recurve.app.binding;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Files that are named where a data set is expected, by the endings of their names. */
enum NamedFile {
    TABLE("{csv: {file: %s, target: COLUMN}}", ".csv", ".tsv", ".tab", ".csv.gz", ".tsv.gz"),
    ARRAY("{npy: {input: %s, target: ANSWERS.npy}}", ".npy"),
    ARCHIVE("{npy: {input: %1$s/INPUTS, target: %1$s/ANSWERS}}", ".npz");

    private final String form;
    private final List<String> endings;

    NamedFile(String form, String... endings) {
        this.form = form;
        this.endings = List.of(endings);
    }

    /** Returns what to write instead of the name alone; nothing if it is not such a file's. */
    static List<String> help(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(kind -> kind.endings.stream().anyMatch(small::endsWith))
                .map(kind -> "a file is read by a data set: " + kind.form.formatted(name))
                .toList();
    }
}
