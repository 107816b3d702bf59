package org.recurve.reports.section;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.export.Table;
import org.recurve.api.report.ReportBlock;
import org.recurve.reports.chart.ArmCurves;
import org.recurve.reports.chart.ChartPanel;
import org.recurve.reports.chart.CurveLine;
import org.recurve.reports.picture.GridPicture;
import org.recurve.reports.picture.HeatMap;
import org.recurve.reports.section.DrawnBlock.ColumnHead;
import org.recurve.reports.section.DrawnBlock.DrawnBar;
import org.recurve.reports.section.DrawnBlock.DrawnPoint;
import org.recurve.reports.section.DrawnBlock.LabelledNumber;
import org.recurve.reports.section.DrawnBlock.PlaneRange;
import org.recurve.reports.section.DrawnBlock.PointKind;
import org.recurve.reports.text.NumberText;

/**
 * Draws the blocks of a section.
 *
 * @param space what room is left
 * @param styles of the study's variants; other names get styles of their own
 */
record BlockDrawing(SectionSpace space, Map<String, Integer> styles) {
    private static final int DIGITS = 5;
    private static final int MOST_NUMBERS = 40;
    private static final int MOST_ROWS = 1_000;
    private static final int MOST_COLUMNS = 40;
    private static final int MOST_BARS = 200;
    private static final int MOST_LINES = 64;
    private static final int MOST_POINTS = 3_000;
    private static final int SIDE = 512;
    private static final int LABEL = 200;
    private static final int CHARACTERS_OF_A_NUMBER = 8;
    private static final int CHARACTERS_OF_A_POINT = 120;

    /** Styles of names that no variant has: apart from those that buttons hide, with colours from the first on. */
    private static final int OTHER_STYLES = 8_000;

    DrawnBlock of(ReportBlock block) {
        return switch (block) {
            case ReportBlock.Paragraph words -> new DrawnBlock.Words(space.text(words.text()));
            case ReportBlock.KeyNumbers numbers -> figures(numbers.numbers());
            case ReportBlock.TableBlock table -> rows(label(table.caption()), table.table());
            case ReportBlock.CurveChart chart -> curves(chart);
            case ReportBlock.BarChart chart -> bars(chart);
            case ReportBlock.PointChart chart -> plane(chart);
            case ReportBlock.ImageBlock images -> images(images.images());
            case ReportBlock.HeatMapBlock map -> heat(map.matrix());
        };
    }

    /** Returns what messages call a block. */
    static String kind(ReportBlock block) {
        return switch (block) {
            case ReportBlock.Paragraph _ -> "paragraph";
            case ReportBlock.KeyNumbers _ -> "list of numbers";
            case ReportBlock.TableBlock _ -> "table";
            case ReportBlock.CurveChart _, ReportBlock.BarChart _, ReportBlock.PointChart _ -> "chart";
            case ReportBlock.ImageBlock _ -> "grid of images";
            case ReportBlock.HeatMapBlock _ -> "heat map";
        };
    }

    private String label(String text) {
        return space.line(text, LABEL);
    }

    private static String number(double value) {
        return NumberText.significant(value, DIGITS);
    }

    /** Says how many of something are left out, if any are. */
    private static String left(int all, int shown, String what) {
        return all > shown
                ? "The first " + NumberText.count(shown) + " of " + NumberText.count(all) + " " + what + " are shown."
                : "";
    }

    private DrawnBlock figures(List<ReportBlock.KeyNumber> numbers) {
        List<LabelledNumber> shown = numbers.stream()
                .limit(MOST_NUMBERS)
                .map(one -> new LabelledNumber(label(one.label()), number(one.value()), label(one.unit())))
                .toList();
        return new DrawnBlock.Figures(shown, left(numbers.size(), shown.size(), "numbers"));
    }

    private DrawnBlock rows(String caption, Table table) {
        List<Table.Column> columns =
                table.columns().stream().limit(MOST_COLUMNS).toList();
        List<ColumnHead> heads = columns.stream()
                .map(column -> new ColumnHead(label(column.name()), !(column instanceof Table.Texts)))
                .toList();
        List<List<String>> rows = new ArrayList<>();
        while (rows.size() < Math.min(MOST_ROWS, table.rows()) && !space.isFull()) {
            int row = rows.size();
            rows.add(columns.stream().map(column -> cell(column, row)).toList());
        }
        String note = left(table.rows(), rows.size(), "rows") + " "
                + left(table.columns().size(), columns.size(), "columns");
        return new DrawnBlock.Rows(caption, heads, rows, note.strip());
    }

    private String cell(Table.Column column, int row) {
        return switch (column) {
            case Table.Texts texts -> space.text(texts.values().get(row));
            case Table.Integers integers ->
                space.text(
                        integers.values().get(row).isPresent()
                                ? NumberText.count(integers.values().get(row).getAsLong())
                                : "–");
            case Table.Numbers numbers ->
                space.text(
                        numbers.values().get(row).isPresent()
                                ? number(numbers.values().get(row).getAsDouble())
                                : "–");
        };
    }

    private DrawnBlock curves(ReportBlock.CurveChart chart) {
        NameStyles names = new NameStyles();
        List<ArmCurves> lines = chart.lines().stream()
                .limit(MOST_LINES)
                .map(line -> new ArmCurves(
                        names.style(line.name()),
                        label(line.name()),
                        List.of(new CurveLine(line.name(), line.x(), line.y()))))
                .toList();
        List<String> notes = new ArrayList<>(List.of(label(chart.yLabel())));
        String left = left(chart.lines().size(), lines.size(), "lines");
        if (!left.isEmpty()) {
            notes.add(left);
        }
        ChartPanel panel = ChartPanel.lines(label(chart.title()), label(chart.xLabel()), notes, lines);
        if (panel.xs().length == 0) {
            return new DrawnBlock.Words(label(chart.title()) + ": there are no values.");
        }
        long numbers = (long) panel.xs().length * (panel.drawn().size() + 1);
        return space.take(numbers * CHARACTERS_OF_A_NUMBER)
                ? new DrawnBlock.Curves(panel)
                : new DrawnBlock.Words(label(chart.title()) + ": this chart has more lines than there is room for.");
    }

    private DrawnBlock bars(ReportBlock.BarChart chart) {
        NameStyles names = new NameStyles();
        List<ReportBlock.Bar> shown = chart.bars().stream().limit(MOST_BARS).toList();
        double low =
                finite(shown.stream().mapToDouble(ReportBlock.Bar::value)).min().orElse(0);
        double high =
                finite(shown.stream().mapToDouble(ReportBlock.Bar::value)).max().orElse(0);
        PlaneScale scale = new PlaneScale(StrictMath.min(0, low), StrictMath.max(0, high), DrawnBlock.Bars.WIDTH);
        double zero = scale.at(0);
        List<DrawnBar> bars = new ArrayList<>();
        for (ReportBlock.Bar bar : shown) {
            double end = Double.isFinite(bar.value()) ? scale.at(bar.value()) : zero;
            bars.add(new DrawnBar(
                    names.style(bar.name()),
                    label(bar.name()),
                    number(bar.value()),
                    StrictMath.min(zero, end),
                    PlaneScale.tenths(StrictMath.abs(end - zero))));
        }
        return new DrawnBlock.Bars(
                label(chart.title()),
                label(chart.valueLabel()),
                zero,
                bars,
                left(chart.bars().size(), bars.size(), "bars"));
    }

    private DrawnBlock plane(ReportBlock.PointChart chart) {
        double[] xs = finite(chart.points().stream().flatMapToDouble(points -> DoubleStream.of(points.x())))
                .toArray();
        double[] ys = finite(chart.points().stream().flatMapToDouble(points -> DoubleStream.of(points.y())))
                .toArray();
        PlaneScale right = PlaneScale.of(xs, DrawnBlock.Plane.WIDTH);
        PlaneScale up = PlaneScale.of(ys, DrawnBlock.Plane.HEIGHT);
        NameStyles names = new NameStyles();
        List<DrawnPoint> points = new ArrayList<>();
        List<PointKind> kinds = new ArrayList<>();
        int all = 0;
        for (ReportBlock.Points some : chart.points()) {
            int style = names.style(some.name());
            String name = label(some.name());
            if (kinds.size() < MOST_LINES) {
                kinds.add(new PointKind(style, name));
            }
            for (int i = 0; i < some.x().length; i++) {
                double x = some.x()[i];
                double y = some.y()[i];
                boolean drawable = Double.isFinite(x) && Double.isFinite(y);
                all += drawable ? 1 : 0;
                if (drawable && points.size() < MOST_POINTS && space.take(CHARACTERS_OF_A_POINT + name.length())) {
                    String text = name + ": " + number(x) + ", " + number(y);
                    points.add(new DrawnPoint(
                            style, right.at(x), PlaneScale.tenths(DrawnBlock.Plane.HEIGHT - up.at(y)), text));
                }
            }
        }
        return new DrawnBlock.Plane(
                label(chart.title()),
                label(chart.xLabel()),
                label(chart.yLabel()),
                new PlaneRange(number(right.low()), number(right.high())),
                new PlaneRange(number(up.low()), number(up.high())),
                points,
                kinds,
                left(all, points.size(), "points"));
    }

    private static DoubleStream finite(DoubleStream values) {
        return values.filter(Double::isFinite);
    }

    private DrawnBlock images(Artifact.ImageGrid grid) {
        if (grid.width() < 1 || grid.height() < 1 || grid.width() > SIDE || grid.height() > SIDE) {
            throw new IllegalArgumentException("images have from 1 to " + SIDE + " pixels on each side, found "
                    + grid.width() + " × " + grid.height());
        }
        GridPicture picture = GridPicture.of(grid);
        long characters = picture.images().stream()
                .mapToLong(image -> image.uri().length() + 2L * image.caption().length())
                .sum();
        return space.take(characters)
                ? new DrawnBlock.Images(label(grid.title()), picture)
                : new DrawnBlock.Words(label(grid.title()) + ": these images are larger than there is room for.");
    }

    private DrawnBlock heat(Artifact.Matrix matrix) {
        int columns = matrix.values().length == 0 ? 0 : matrix.values()[0].length;
        if (columns < 1 || columns > SIDE || matrix.values().length > SIDE) {
            throw new IllegalArgumentException("a heat map has from 1 to " + SIDE + " rows and columns, found "
                    + matrix.values().length + " × " + columns);
        }
        HeatMap map = HeatMap.of(matrix);
        long characters = map.uri().length()
                + map.rowLabels().stream().mapToLong(String::length).sum()
                + map.columnLabels().stream().mapToLong(String::length).sum();
        return space.take(characters)
                ? new DrawnBlock.Heat(label(matrix.title()), map)
                : new DrawnBlock.Words(label(matrix.title()) + ": this heat map is larger than there is room for.");
    }

    /** Gives each name of a block its style: that of the variant of this name, or another. */
    private final class NameStyles {
        private final Map<String, Integer> others = new HashMap<>();

        int style(String name) {
            Integer variant = styles.get(name);
            return variant != null ? variant : others.computeIfAbsent(name, _ -> OTHER_STYLES + others.size() + 1);
        }
    }
}
