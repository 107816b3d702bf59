package org.recurve.reports.picture;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.recurve.api.artifact.Artifact;
import org.recurve.reports.text.NumberText;

/**
 * A matrix as a picture of {@code columns × rows} cells, each {@code cell} units wide and high.
 *
 * @param uri a PNG with a pixel for each cell
 * @param texts what stands in the cells; empty if they are too small
 * @param range what the colours mean
 */
public record HeatMap(
        int columns,
        int rows,
        double cell,
        String uri,
        List<String> rowLabels,
        List<String> columnLabels,
        List<HeatCell> texts,
        String range) {
    private static final int READABLE = 16;
    private static final double SIDE = 480;
    private static final double LARGE_CELL = 40;
    private static final double LABELLED_CELL = 10;
    private static final double LABEL = 22;
    private static final double CHARACTER = 8;
    /** Texts tell values apart that lie a hundredth of all colours apart. */
    private static final int TENTHS = 10;

    /** A number in its cell; {@code light}: its ground is. */
    public record HeatCell(int row, int column, String text, boolean light) {}

    public HeatMap {
        rowLabels = List.copyOf(rowLabels);
        columnLabels = List.copyOf(columnLabels);
        texts = List.copyOf(texts);
    }

    public static HeatMap of(Artifact.Matrix matrix) {
        double[][] values = rectangle(matrix.values());
        int rows = values.length;
        int columns = values[0].length;
        ValueSpan given = ValueSpan.of(values);
        ValueSpan span = given.crossesZero() ? given.aroundZero() : given;
        ColourScale scale = given.crossesZero() ? ColourScale.DIVERGING : ColourScale.SEQUENTIAL;
        int decimals = NumberText.decimals((span.high() - span.low()) / TENTHS, span.high());
        int[][] colours = new int[rows][columns];
        String[][] texts = new String[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                colours[i][j] = scale.at(span.place(values[i][j]));
                texts[i][j] = NumberText.fixed(values[i][j], decimals);
            }
        }
        String range = "Colours from " + NumberText.significant(span.low(), 3) + " to "
                + NumberText.significant(span.high(), 3) + "."
                + (Stream.of(values).flatMapToDouble(DoubleStream::of).allMatch(Double::isFinite)
                        ? ""
                        : " Magenta: no finite number.");
        return of(colours, texts, matrix.rowLabels(), matrix.columnLabels(), range);
    }

    /** Counts by right class, then by answer; the colours go with the square root of a class's shares, so that few are seen. */
    public static HeatMap of(List<String> classes, long[][] counts) {
        int size = classes.size();
        int[][] colours = new int[size][size];
        String[][] texts = new String[size][size];
        for (int i = 0; i < size; i++) {
            double all = LongStream.of(counts[i]).sum();
            for (int j = 0; j < size; j++) {
                colours[i][j] = ColourScale.COUNTS.at(all == 0 ? 0 : StrictMath.sqrt(counts[i][j] / all));
                texts[i][j] = counts[i][j] == 0 ? "" : String.valueOf(counts[i][j]);
            }
        }
        return of(
                colours,
                texts,
                classes,
                classes,
                "Rows: right classes. Columns: answers. Colours: square roots of shares of a row, white for none.");
    }

    private static HeatMap of(
            int[][] colours, String[][] texts, List<String> rowLabels, List<String> columnLabels, String range) {
        int rows = colours.length;
        int columns = colours[0].length;
        boolean readable = StrictMath.max(rows, columns) <= READABLE;
        double cell = readable
                ? StrictMath.max(
                        LARGE_CELL, width(Stream.of(texts).flatMap(Stream::of).toList()))
                : Math.clamp(SIDE / StrictMath.max(rows, columns), 1, LARGE_CELL);
        boolean labelled = cell >= LABELLED_CELL;
        return new HeatMap(
                columns,
                rows,
                cell,
                uri(colours),
                labelled ? rowLabels : List.of(),
                labelled ? columnLabels : List.of(),
                readable ? cells(colours, texts) : List.of(),
                range);
    }

    /** Returns the room that row labels take, to the left. */
    public double left() {
        return width(rowLabels) + 8;
    }

    /** Returns the room that column labels take, above: they stand upright if they are wider than a cell. */
    public double top() {
        return columnLabels.isEmpty() ? 2 : upright() ? width(columnLabels) + 8 : LABEL;
    }

    /** Returns whether column labels run upwards. */
    public boolean upright() {
        return width(columnLabels) > cell;
    }

    private static double width(List<String> labels) {
        return CHARACTER * labels.stream().mapToInt(String::length).max().orElse(0);
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

    private static String uri(int[][] colours) {
        ByteArrayOutputStream rgb = new ByteArrayOutputStream();
        for (int[] row : colours) {
            for (int colour : row) {
                rgb.write(colour >> 16);
                rgb.write(colour >> 8);
                rgb.write(colour);
            }
        }
        return PngImage.dataUri(colours[0].length, colours.length, rgb.toByteArray());
    }

    private static List<HeatCell> cells(int[][] colours, String[][] texts) {
        List<HeatCell> cells = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            for (int j = 0; j < texts[i].length; j++) {
                if (!texts[i][j].isEmpty()) {
                    cells.add(new HeatCell(i, j, texts[i][j], ColourScale.light(colours[i][j])));
                }
            }
        }
        return cells;
    }
}
