package org.recurve.datasets.own;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.text.Utf8;

/**
 * A table of comma-separated values (RFC 4180): a line of names, then a line a row. A value in double quotes may hold commas,
 * line breaks, and quotes written twice. Blanks around values do not count, and neither do blank lines.
 *
 * @param file for messages
 */
record CsvTable(Path file, List<String> names, List<Row> rows) {
    /**
     * A row.
     *
     * @param line where it begins, counted from 1
     * @param values as many as there are names
     */
    record Row(int line, List<String> values) {}

    /** Reads a file; a ragged row, a quote without end and names that occur twice end in {@link InvalidSetting}. */
    static CsvTable read(Path file) {
        List<Row> lines = new Reader(file, Utf8.read(file)).rows();
        if (lines.size() < 2) {
            throw new InvalidSetting(file + (lines.isEmpty() ? " is empty" : " has no row below its names")
                    + "; the first line names the columns, each line below it is an example");
        }
        List<String> names = lines.getFirst().values();
        if (new HashSet<>(names).size() < names.size()) {
            throw new InvalidSetting(file + ":" + lines.getFirst().line() + " names two columns alike: "
                    + String.join(", ", names) + "; give each a name of its own");
        }
        List<Row> rows = List.copyOf(lines.subList(1, lines.size()));
        for (Row row : rows) {
            if (row.values().size() != names.size()) {
                throw new InvalidSetting(
                        file + ":" + row.line() + " has " + row.values().size()
                                + " values, but the first line names " + names.size()
                                + " columns; complete the row, or put a value that holds a comma in double quotes");
            }
        }
        return new CsvTable(file, names, rows);
    }

    /** The place of a column. */
    int column(String name) {
        int column = names.indexOf(name);
        if (column < 0) {
            throw new InvalidSetting(
                    file + " has no column \"" + name + "\"; its columns are " + String.join(", ", names));
        }
        return column;
    }

    /** A value that must be a finite number. */
    float number(Row row, int column) {
        String text = row.values().get(column);
        // Java would also read 1f and 0x1p3.
        if (text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
            float number = Float.parseFloat(text);
            if (Float.isFinite(number)) {
                return number;
            }
        }
        throw new InvalidSetting(file + ":" + row.line() + " column " + names.get(column) + ": \"" + text
                + "\" is not a finite number; correct it, or leave the column out with leave-out: ["
                + names.get(column) + "]");
    }

    /** Cuts text into rows. */
    private static final class Reader {
        private final Path file;
        private final String text;
        private int at;
        private int line = 1;

        Reader(Path file, String text) {
            this.file = file;
            this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        }

        List<Row> rows() {
            List<Row> rows = new ArrayList<>();
            while (at < text.length()) {
                Row row = new Row(line, values());
                if (row.values().size() > 1 || !row.values().getFirst().isEmpty()) {
                    rows.add(row);
                }
            }
            return rows;
        }

        private List<String> values() {
            List<String> values = new ArrayList<>();
            boolean more = true;
            while (more) {
                values.add(value());
                more = at < text.length() && text.charAt(at) == ',';
                at++;
            }
            line++;
            return values;
        }

        /** One value; leaves {@code at} on the comma or line break behind it. */
        private String value() {
            StringBuilder value = new StringBuilder();
            while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
                if (text.charAt(at) == '"' && value.toString().isBlank()) {
                    value.setLength(0);
                    quoted(value);
                } else {
                    value.append(text.charAt(at++));
                }
            }
            return value.toString().strip();
        }

        private void quoted(StringBuilder value) {
            int opened = line;
            for (at++; at < text.length(); at++) {
                char c = text.charAt(at);
                boolean quote = c == '"';
                boolean twice = quote && at + 1 < text.length() && text.charAt(at + 1) == '"';
                if (quote && !twice) {
                    at++;
                    return;
                }
                at += twice ? 1 : 0;
                line += c == '\n' ? 1 : 0;
                value.append(c);
            }
            throw new InvalidSetting(
                    file + ":" + opened + " opens a double quote that is never closed; close it, or write it twice");
        }
    }
}
