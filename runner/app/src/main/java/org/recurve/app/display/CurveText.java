package org.recurve.app.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A curve for a terminal: a column for each value, in order.
 *
 * @param values what is no number, or above {@code ceiling}, is drawn as ^ in the top row
 */
public record CurveText(List<Double> values, double ceiling) {
    public CurveText {
        values = List.copyOf(values);
    }

    /**
     * Returns the curve in so many rows, with the largest and smallest value beside it and two labels below.
     *
     * @param first below the first column
     * @param last below the last one
     */
    public String drawn(int rows, String first, String last) {
        double top = values.stream().filter(this::fits).max(Double::compare).orElse(ceiling);
        double bottom = values.stream().filter(this::fits).min(Double::compare).orElse(0.0);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            StringBuilder line = new StringBuilder();
            for (double value : values) {
                line.append(mark(value, row, rows, top, bottom));
            }
            lines.add(margin(row == 0 ? number(top) : row == rows - 1 ? number(bottom) : "") + "│"
                    + line.toString().stripTrailing());
        }
        lines.add(margin("") + "└" + "─".repeat(values.size()));
        int space = Math.max(1, values.size() - first.length() - last.length());
        lines.add(margin("") + " " + first + " ".repeat(space) + last);
        return String.join("\n", lines);
    }

    private boolean fits(double value) {
        return value <= ceiling;
    }

    private char mark(double value, int row, int rows, double top, double bottom) {
        if (!fits(value)) {
            return row == 0 ? '^' : ' ';
        }
        double share = top > bottom ? (top - value) / (top - bottom) : 0;
        return Math.round(share * (rows - 1)) == row ? '•' : ' ';
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }

    private static String margin(String text) {
        return String.format(Locale.ROOT, "%10s ", text);
    }
}
