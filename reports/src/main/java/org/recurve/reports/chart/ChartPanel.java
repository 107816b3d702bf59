package org.recurve.reports.chart;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.recurve.api.artifact.Artifact;
import org.recurve.reports.text.NumberText;

/**
 * A chart, ready to be drawn.
 *
 * @param title the quantity, and the task if there are several
 * @param notes what a reader must know to read it
 * @param xs the axis all its lines share
 * @param range of values that are shown; empty for those that it has
 * @param yLabel what the values are; empty if the title says it
 */
public record ChartPanel(
        String title,
        String xLabel,
        List<String> notes,
        double[] xs,
        List<DrawnArm> drawn,
        Optional<ValueRange> range,
        Optional<String> yLabel) {
    /** Numbers in one panel: this keeps a page with several of them small. */
    private static final int NUMBERS = 12_000;

    private static final int MOST = 2_000;
    private static final int LEAST = 200;
    private static final int DIGITS = 6;

    public ChartPanel {
        notes = List.copyOf(notes);
        drawn = List.copyOf(drawn);
    }

    /** Returns a panel whose title says what its values are. */
    ChartPanel(
            String title,
            String xLabel,
            List<String> notes,
            double[] xs,
            List<DrawnArm> drawn,
            Optional<ValueRange> range) {
        this(title, xLabel, notes, xs, drawn, range, Optional.empty());
    }

    /**
     * An arm in a panel; each array is as long as the axis, with NaN for gaps.
     *
     * @param mean over seeds
     * @param spread empty for a single seed
     */
    public record DrawnArm(int style, String name, double[] mean, Optional<SeedSpread> spread) {}

    /** From {@code low} to {@code high}. */
    public record ValueRange(double low, double high) {
        /** Returns the range around both. */
        public ValueRange and(ValueRange other) {
            return new ValueRange(StrictMath.min(low, other.low), StrictMath.max(high, other.high));
        }
    }

    /** Lowest and highest seed, and every seed on its own. */
    public record SeedSpread(double[] low, double[] high, List<CurveLine> seeds) {}

    /** Returns a panel of these bundles; those without a line are left out. */
    public static ChartPanel of(String title, String xLabel, List<ArmCurves> curveses) {
        List<ArmCurves> present =
                curveses.stream().filter(b -> !b.lines().isEmpty()).toList();
        double[] xs = axis(present);
        return of(title, xLabel, present, CurveThinning.of(xs, most(numbersAt(present))));
    }

    private static ChartPanel of(String title, String xLabel, List<ArmCurves> present, CurveThinning thinning) {
        double[] xs = thinning.xs();
        List<DrawnArm> drawn =
                present.stream().map(curves -> draw(curves, xs, thinning)).toList();
        return new ChartPanel(
                title, xLabel, PanelNotes.of(present, thinning), thinning.axis(), drawn, Optional.empty());
    }

    /** Returns the same panel, thinned at the multiples of a width: of the same points it is the same, however many come after them. */
    static ChartPanel growing(String title, String xLabel, List<ArmCurves> curveses, long width) {
        return of(title, xLabel, curveses, CurveThinning.byWidth(axis(curveses), width));
    }

    /** Returns how many points a panel with so many numbers at each may have; even. */
    static int most(int numbersAt) {
        return Math.clamp(NUMBERS / StrictMath.max(1, numbersAt) / 2 * 2, LEAST, MOST);
    }

    private static int numbersAt(List<ArmCurves> curveses) {
        return curveses.stream().mapToInt(b -> b.lines().size() + 3).sum();
    }

    private static double[] axis(List<ArmCurves> curveses) {
        return curveses.stream()
                .flatMap(curves -> curves.lines().stream())
                .flatMapToDouble(line -> DoubleStream.of(line.x()))
                .sorted()
                .distinct()
                .toArray();
    }

    /** Returns a recorded curve, in an arm's style. */
    public static ChartPanel of(Artifact.Curve curve, int style, String name) {
        CurveLine line = new CurveLine(curve.yLabel(), curve.x(), curve.y());
        ChartPanel drawn = of(curve.title(), curve.xLabel(), List.of(new ArmCurves(style, name, List.of(line))));
        return new ChartPanel(
                drawn.title(), drawn.xLabel(), List.of(curve.yLabel()), drawn.xs(), drawn.drawn(), Optional.empty());
    }

    /**
     * Returns a panel of lines that are no seeds of anything.
     *
     * @param more notes, which stand first
     */
    public static ChartPanel lines(String title, String xLabel, List<String> more, List<ArmCurves> lines) {
        ChartPanel drawn = of(title, xLabel, lines);
        List<String> notes = new ArrayList<>(more);
        notes.addAll(PanelNotes.ofLines(lines, CurveThinning.of(axis(lines), most(numbersAt(lines)))));
        return new ChartPanel(title, xLabel, notes, drawn.xs(), drawn.drawn(), Optional.empty());
    }

    /** Returns the same, showing these values. */
    public ChartPanel within(Optional<ValueRange> shown) {
        return new ChartPanel(title, xLabel, notes, xs, drawn, shown, yLabel);
    }

    /** Returns from the lowest to the highest value that is drawn; empty if none is finite. */
    public Optional<ValueRange> values() {
        DoubleSummaryStatistics values = drawn.stream()
                .flatMapToDouble(ChartPanel::extremes)
                .filter(Double::isFinite)
                .summaryStatistics();
        return values.getCount() == 0
                ? Optional.empty()
                : Optional.of(new ValueRange(values.getMin(), values.getMax()));
    }

    /** Returns the lowest and highest seeds; the mean of a single one. */
    private static DoubleStream extremes(DrawnArm arm) {
        return arm.spread()
                .map(spread -> DoubleStream.concat(DoubleStream.of(spread.low()), DoubleStream.of(spread.high())))
                .orElseGet(() -> DoubleStream.of(arm.mean())); // a mean of equal numbers may be rounded
    }

    /** Returns what the chart shows, for those who do not see it: every arm's last value. */
    public String summary() {
        return drawn.stream()
                .map(arm -> arm.name() + " " + NumberText.significant(last(arm.mean()), 4))
                .collect(Collectors.joining(", ", "Lines over " + xLabel + ". Last: ", "."));
    }

    /** Returns a sentence about a quantity that no arm ever changes; empty if a chart shows more. */
    public Optional<String> constant() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (DrawnArm arm : drawn) {
            OptionalDouble value = constant(arm);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            names.computeIfAbsent(NumberText.significant(value.getAsDouble(), DIGITS), _ -> new ArrayList<>())
                    .add(arm.name());
        }
        String values = names.size() == 1
                ? names.keySet().iterator().next()
                : names.entrySet().stream()
                        .map(entry -> entry.getKey() + " with " + String.join(", ", entry.getValue()))
                        .collect(Collectors.joining("; "));
        return Optional.of(title + " never changes: " + values + ".");
    }

    /** Empty if there are several values, or gaps. */
    private static OptionalDouble constant(DrawnArm arm) {
        double[] values = extremes(arm).distinct().limit(2).toArray();
        return values.length == 1 && Double.isFinite(values[0]) ? OptionalDouble.of(values[0]) : OptionalDouble.empty();
    }

    private static double last(double[] values) {
        double last = Double.NaN;
        for (double value : values) {
            last = Double.isFinite(value) ? value : last;
        }
        return last;
    }

    private static DrawnArm draw(ArmCurves curves, double[] xs, CurveThinning thinning) {
        return new DrawnArm(
                curves.style(), curves.name(), thinning.line(curves.mean(xs)), spread(curves, xs, thinning));
    }

    private static Optional<SeedSpread> spread(ArmCurves curves, double[] xs, CurveThinning thinning) {
        if (curves.lines().size() < 2) {
            return Optional.empty();
        }
        List<CurveLine> seeds = curves.lines().stream()
                .map(line -> new CurveLine(line.name(), thinning.axis(), thinning.line(line.on(xs))))
                .toList();
        double[] low = thinning.lower(curves.lowest(xs));
        double[] high = thinning.upper(curves.highest(xs));
        return Optional.of(new SeedSpread(low, high, seeds));
    }
}
