package org.recurve.app.display;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text in columns, for a terminal. Numbers stand right, everything else left. */
public final class TextTable {
    private TextTable() {}

    /** Returns each row of cells as one line; rows have the same number of cells, and each cell one line. */
    public static String of(List<List<String>> texts) {
        if (texts.isEmpty()) {
            return "";
        }
        List<List<String>> rows = texts.stream()
                .map(row -> row.stream().map(TerminalText::line).toList())
                .toList();
        int[] widths = IntStream.range(0, rows.getFirst().size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> cell(row.get(column), widths[column]))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static String cell(String text, int width) {
        String space = " ".repeat(width - text.length());
        return isNumber(text) ? space + text : text + space;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && (Character.isDigit(text.charAt(0)) || text.charAt(0) == '-' && text.length() > 1)
                && text.chars().noneMatch(Character::isLetter);
    }
}
