package org.recurve.app.display;

import java.util.List;
import java.util.stream.IntStream;

/** Rows of text in columns, for a terminal. Numbers stand right, everything else left. */
public final class TextTable {
    private static final String GAP = "  ";

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
        StringBuilder lines = new StringBuilder();
        for (List<String> row : rows) {
            append(row, widths, lines);
            lines.append('\n');
        }
        return lines.substring(0, lines.length() - 1);
    }

    private static void append(List<String> row, int[] widths, StringBuilder lines) {
        int start = lines.length();
        for (int column = 0; column < widths.length; column++) {
            String text = row.get(column);
            int space = widths[column] - text.length();
            boolean right = isNumber(text);
            lines.append(column == 0 ? "" : GAP).repeat(' ', right ? space : 0).append(text);
            lines.repeat(' ', right ? 0 : space);
        }
        int end = lines.length();
        while (end > start && Character.isWhitespace(lines.charAt(end - 1))) {
            end--;
        }
        lines.setLength(end);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && (Character.isDigit(text.charAt(0)) || text.charAt(0) == '-' && text.length() > 1)
                && text.chars().noneMatch(Character::isLetter);
    }
}
