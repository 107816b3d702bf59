package org.recurve.reports.picture;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.recurve.api.artifact.Artifact;
import org.recurve.reports.text.Numbers;

/**
 * A matrix as a picture of {@code columns × rows} cells, each {@code cell} units wide and high.
 *
 * @param uri a PNG with a pixel for each cell
 * @param texts what stands in the cells; empty if they are too small
 * @param range from which value to which the colours go
 */
public record HeatMap(
        int columns,
        int rows,
        double cell,
        String uri,
        List<String> rowLabels,
        List<String> columnLabels,
        List<Cell> texts,
        String range) {
    private static final int READABLE = 16;
    private static final double SIDE = 480;
    private static final double LARGE_CELL = 40;
    private static final double LABELLED_CELL = 10;

    /** A number in its cell; {@code light}: its ground is. */
    public record Cell(int row, int column, String text, boolean light) {}

    public HeatMap {
        rowLabels = List.copyOf(rowLabels);
        columnLabels = List.copyOf(columnLabels);
        texts = List.copyOf(texts);
    }

    public static HeatMap of(Artifact.Matrix matrix) {
        double[][] values = rectangle(matrix.values());
        int rows = values.length;
        int columns = values[0].length;
        Span given = Span.of(values);
        Span span = given.crossesZero() ? given.aroundZero() : given;
        ColourScale scale = given.crossesZero() ? ColourScale.DIVERGING : ColourScale.SEQUENTIAL;
        boolean readable = StrictMath.max(rows, columns) <= READABLE;
        double cell = readable ? LARGE_CELL : Math.clamp(SIDE / StrictMath.max(rows, columns), 1, LARGE_CELL);
        boolean labelled = cell >= LABELLED_CELL;
        return new HeatMap(
                columns,
                rows,
                cell,
                uri(values, span, scale),
                labelled ? matrix.rowLabels() : List.of(),
                labelled ? matrix.columnLabels() : List.of(),
                readable ? texts(values, span, scale) : List.of(),
                Numbers.significant(span.low(), 3) + " to " + Numbers.significant(span.high(), 3));
    }

    /** At least one cell, and rows of one length: what is missing is no number. */
    private static double[][] rectangle(double[][] values) {
        int columns = Stream.of(values).mapToInt(row -> row.length).max().orElse(0);
        double[][] rectangle = new double[StrictMath.max(1, values.length)][StrictMath.max(1, columns)];
        for (int i = 0; i < rectangle.length; i++) {
            Arrays.fill(rectangle[i], Double.NaN);
            if (i < values.length) {
                System.arraycopy(values[i], 0, rectangle[i], 0, values[i].length);
            }
        }
        return rectangle;
    }

    private static String uri(double[][] values, Span span, ColourScale scale) {
        ByteArrayOutputStream rgb = new ByteArrayOutputStream();
        for (double[] row : values) {
            for (double value : row) {
                int colour = scale.at(span.place(value));
                rgb.write(colour >> 16);
                rgb.write(colour >> 8);
                rgb.write(colour);
            }
        }
        return Png.dataUri(values[0].length, values.length, rgb.toByteArray());
    }

    private static List<Cell> texts(double[][] values, Span span, ColourScale scale) {
        List<Cell> texts = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values[i].length; j++) {
                boolean light = ColourScale.light(scale.at(span.place(values[i][j])));
                texts.add(new Cell(i, j, Numbers.significant(values[i][j], 3), light));
            }
        }
        return texts;
    }
}
