package org.recurve.reports.chart;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.recurve.api.artifact.Artifact;
import org.recurve.reports.text.Numbers;

/**
 * One chart, ready to be drawn.
 *
 * @param title the quantity, and the task if there are several
 * @param notes what a reader must know to read it
 * @param xs the axis all its lines share
 */
public record Panel(String title, String xLabel, List<String> notes, double[] xs, List<Drawn> drawn) {
    /** Numbers in one panel: this keeps a page with several of them small. */
    private static final int NUMBERS = 12_000;

    private static final int MOST = 2_000;
    private static final int LEAST = 200;

    public Panel {
        notes = List.copyOf(notes);
        drawn = List.copyOf(drawn);
    }

    /**
     * One arm in a panel; each array is as long as the axis, with NaN for gaps.
     *
     * @param mean over seeds
     * @param spread empty for a single seed
     */
    public record Drawn(int style, String name, double[] mean, Optional<Spread> spread) {}

    /** Lowest and highest seed, and every seed on its own. */
    public record Spread(double[] low, double[] high, List<Line> seeds) {}

    /** A panel of these bundles; those without a line are left out. */
    public static Panel of(String title, String xLabel, List<Bundle> bundles) {
        List<Bundle> present =
                bundles.stream().filter(b -> !b.lines().isEmpty()).toList();
        double[] xs = present.stream()
                .flatMap(bundle -> bundle.lines().stream())
                .flatMapToDouble(line -> DoubleStream.of(line.x()))
                .sorted()
                .distinct()
                .toArray();
        int lines = present.stream().mapToInt(b -> b.lines().size() + 3).sum();
        int most = Math.clamp(NUMBERS / StrictMath.max(1, lines) / 2 * 2, LEAST, MOST);
        Thinning thinning = Thinning.of(xs, most);
        List<Drawn> drawn =
                present.stream().map(bundle -> draw(bundle, xs, thinning)).toList();
        return new Panel(title, xLabel, Notes.of(present, thinning), thinning.axis(), drawn);
    }

    /** A recorded curve, in an arm's style. */
    public static Panel of(Artifact.Curve curve, int style, String name) {
        Line line = new Line(curve.yLabel(), curve.x(), curve.y());
        Panel drawn = of(curve.title(), curve.xLabel(), List.of(new Bundle(style, name, List.of(line))));
        return new Panel(drawn.title(), drawn.xLabel(), List.of(curve.yLabel()), drawn.xs(), drawn.drawn());
    }

    /** What the chart shows, for those who do not see it: every arm's last value. */
    public String summary() {
        return drawn.stream()
                .map(arm -> arm.name() + " " + Numbers.significant(last(arm.mean()), 4))
                .collect(Collectors.joining(", ", "Lines over " + xLabel + ". Last: ", "."));
    }

    private static double last(double[] values) {
        double last = Double.NaN;
        for (double value : values) {
            last = Double.isFinite(value) ? value : last;
        }
        return last;
    }

    private static Drawn draw(Bundle bundle, double[] xs, Thinning thinning) {
        return new Drawn(bundle.style(), bundle.name(), thinning.line(bundle.mean(xs)), spread(bundle, xs, thinning));
    }

    private static Optional<Spread> spread(Bundle bundle, double[] xs, Thinning thinning) {
        if (bundle.lines().size() < 2) {
            return Optional.empty();
        }
        List<Line> seeds = bundle.lines().stream()
                .map(line -> new Line(line.name(), thinning.axis(), thinning.line(line.on(xs))))
                .toList();
        double[] low = thinning.lower(bundle.lowest(xs));
        double[] high = thinning.upper(bundle.highest(xs));
        return Optional.of(new Spread(low, high, seeds));
    }
}
