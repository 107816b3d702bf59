package org.recurve.api.report;

import java.util.List;
import java.util.Objects;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.export.Table;

/** Something that a section shows. What is longer than a page can show is cut, and the report says so. */
public sealed interface ReportBlock {
    /** Words. */
    record Paragraph(String text) implements ReportBlock {
        public Paragraph {
            Objects.requireNonNull(text, "text");
        }
    }

    /** A few numbers that matter, each with its label, side by side. */
    record KeyNumbers(List<KeyNumber> numbers) implements ReportBlock {
        public KeyNumbers {
            numbers = List.copyOf(numbers);
        }
    }

    /**
     * A number of {@link KeyNumbers}.
     *
     * @param unit what stands behind the number; may be empty
     */
    record KeyNumber(String label, double value, String unit) {
        public KeyNumber {
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(unit, "unit");
        }
    }

    /** A table with a caption; the names of its columns are its head. */
    record TableBlock(String caption, Table table) implements ReportBlock {
        public TableBlock {
            Objects.requireNonNull(caption, "caption");
            Objects.requireNonNull(table, "table");
        }
    }

    /** Lines over a common axis. A line that has the name of a variant is drawn in its colour. */
    record CurveChart(String title, String xLabel, String yLabel, List<Line> lines) implements ReportBlock {
        public CurveChart {
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(xLabel, "xLabel");
            Objects.requireNonNull(yLabel, "yLabel");
            lines = List.copyOf(lines);
        }
    }

    /**
     * A line of a {@link CurveChart}.
     *
     * @param x ascending
     * @param y as many; what is no finite number is a gap
     */
    @SuppressWarnings("ArrayRecordComponent") // many numbers; nobody compares two of them by equals
    record Line(String name, double[] x, double[] y) {
        public Line {
            Objects.requireNonNull(name, "name");
            x = x.clone();
            y = y.clone();
            demandSameLength(name, x, y);
            for (int i = 0; i < x.length; i++) {
                if (!Double.isFinite(x[i]) || i > 0 && x[i] <= x[i - 1]) {
                    throw new IllegalArgumentException("the line \"" + name + "\" needs finite, ascending x, found "
                            + x[i] + (i > 0 ? " after " + x[i - 1] : ""));
                }
            }
        }
    }

    /** Bars from zero, one below another. A bar that has the name of a variant is drawn in its colour. */
    record BarChart(String title, String valueLabel, List<Bar> bars) implements ReportBlock {
        public BarChart {
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(valueLabel, "valueLabel");
            bars = List.copyOf(bars);
        }
    }

    /** A bar of a {@link BarChart}; one whose value is no finite number is named without a bar. */
    record Bar(String name, double value) {
        public Bar {
            Objects.requireNonNull(name, "name");
        }
    }

    /** Points in a plane. Points that have the name of a variant are drawn in its colour. */
    record PointChart(String title, String xLabel, String yLabel, List<Points> points) implements ReportBlock {
        public PointChart {
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(xLabel, "xLabel");
            Objects.requireNonNull(yLabel, "yLabel");
            points = List.copyOf(points);
        }
    }

    /**
     * Points of one kind in a {@link PointChart}; those that are not finite are left out.
     *
     * @param x in any order
     * @param y as many
     */
    @SuppressWarnings("ArrayRecordComponent") // many numbers; nobody compares two of them by equals
    record Points(String name, double[] x, double[] y) {
        public Points {
            Objects.requireNonNull(name, "name");
            x = x.clone();
            y = y.clone();
            demandSameLength(name, x, y);
        }
    }

    /** Images side by side, each scaled on its own. */
    record ImageBlock(Artifact.ImageGrid images) implements ReportBlock {
        public ImageBlock {
            Objects.requireNonNull(images, "images");
        }
    }

    /** Numbers as colours. */
    record HeatMapBlock(Artifact.Matrix matrix) implements ReportBlock {
        public HeatMapBlock {
            Objects.requireNonNull(matrix, "matrix");
        }
    }

    private static void demandSameLength(String name, double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" has " + x.length + " values of x and " + y.length + " of y; give as many");
        }
    }
}
