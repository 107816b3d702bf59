package org.recurve.reports.section;

import java.util.List;
import org.recurve.reports.chart.ChartPanel;
import org.recurve.reports.picture.GridPicture;
import org.recurve.reports.picture.HeatMap;

/** Something in a section that a plugin made, ready for the page. */
public sealed interface DrawnBlock {
    /** Words. */
    record Words(String text) implements DrawnBlock {}

    /** Numbers with their labels. */
    record Figures(List<LabelledNumber> numbers, String note) implements DrawnBlock {}

    /** A number with its label, written out. */
    record LabelledNumber(String label, String number, String unit) {}

    /**
     * A table.
     *
     * @param note what of it is not shown; may be empty
     */
    record Rows(String caption, List<ColumnHead> columns, List<List<String>> rows, String note) implements DrawnBlock {}

    /** The head of a column of {@link Rows}; {@code isNumber}: its values are numbers. */
    record ColumnHead(String name, boolean isNumber) {}

    /** A chart of lines. */
    record Curves(ChartPanel panel) implements DrawnBlock {}

    /**
     * Bars from zero.
     *
     * @param zero where it lies
     */
    record Bars(String title, String valueLabel, double zero, List<DrawnBar> bars, String note) implements DrawnBlock {
        /** The width of the place for bars. */
        public static final int WIDTH = 320;
    }

    /** A bar; no number has a width of 0. */
    record DrawnBar(int style, String name, String value, double x, double width) {}

    /** Points in a plane, with the limits of both axes. */
    record Plane(
            String title,
            String xLabel,
            String yLabel,
            PlaneRange x,
            PlaneRange y,
            List<DrawnPoint> points,
            List<PointKind> kinds,
            String note)
            implements DrawnBlock {
        public static final int WIDTH = 420;
        public static final int HEIGHT = 240;
    }

    /** From the lowest to the highest value of an axis, written out. */
    record PlaneRange(String low, String high) {}

    /** A point, at its place in the picture. */
    record DrawnPoint(int style, double x, double y, String text) {}

    /** Describes what points of a style are called. */
    record PointKind(int style, String name) {}

    /** Images side by side. */
    record Images(String title, GridPicture images) implements DrawnBlock {}

    /** Numbers as colours. */
    record Heat(String title, HeatMap map) implements DrawnBlock {}

    /** Describes what cannot be drawn, and why. */
    record Undrawn(String problem) implements DrawnBlock {}
}
