package org.recurve.reports.picture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.recurve.reports.text.NumberText;

/** A horizontal axis of {@value #WIDTH} units, shared by the small plots of one table column. */
public record PlotAxis(double low, double high, List<AxisTick> ticks) {
    public static final int WIDTH = 150;
    private static final double INSET = 8;
    /** Room for a character of a label, and between labels. */
    private static final double CHARACTER = 6;

    private static final double GAP = 4;

    /** A labelled place on the axis. */
    public record AxisTick(double x, String label) {}

    public PlotAxis {
        ticks = List.copyOf(ticks);
    }

    /** Returns an axis with room for all finite ones of {@code values}. */
    public static PlotAxis over(Collection<Double> values) {
        double low = values.stream()
                .filter(Double::isFinite)
                .mapToDouble(d -> d)
                .min()
                .orElse(0);
        double high = values.stream()
                .filter(Double::isFinite)
                .mapToDouble(d -> d)
                .max()
                .orElse(1);
        if (high <= low) {
            double room = low == 0 ? 1 : StrictMath.abs(low) * 0.01;
            low -= room;
            high += room;
        }
        PlotAxis bare = new PlotAxis(low, high, List.of());
        return new PlotAxis(low, high, apart(bare.round()));
    }

    /** Returns where {@code value} lies, to a tenth of a unit; what lies outside is drawn at the edge. */
    public double x(double value) {
        double part = Math.clamp((value - low) / (high - low), 0.0, 1.0);
        return StrictMath.rint(10 * (INSET + part * (WIDTH - 2 * INSET))) / 10;
    }

    /** Two or three round numbers: multiples of 1, 2 or 5 times a power of ten. */
    private List<AxisTick> round() {
        double decade = StrictMath.pow(10, StrictMath.floor(StrictMath.log10(high - low)));
        List<AxisTick> ticks = List.of();
        for (double factor : new double[] {5, 2, 1, 0.5, 0.2}) {
            if (ticks.size() < 2) {
                ticks = multiples(factor * decade);
            }
        }
        return ticks;
    }

    /** Leaves out places whose labels would run into the one before. */
    private static List<AxisTick> apart(List<AxisTick> ticks) {
        List<AxisTick> kept = new ArrayList<>();
        for (AxisTick tick : ticks) {
            double room = CHARACTER * tick.label().length() + GAP;
            if (kept.isEmpty() || tick.x() - kept.getLast().x() >= room) {
                kept.add(tick);
            }
        }
        return kept;
    }

    private List<AxisTick> multiples(double unit) {
        List<AxisTick> ticks = new ArrayList<>();
        int decimals = StrictMath.max(0, -(int) StrictMath.floor(StrictMath.log10(unit) + 1e-9));
        for (double k = StrictMath.ceil(low / unit); k * unit <= high; k++) {
            ticks.add(new AxisTick(x(k * unit), NumberText.fixed(k * unit, decimals)));
        }
        return ticks;
    }
}
