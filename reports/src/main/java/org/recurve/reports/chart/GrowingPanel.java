package org.recurve.reports.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A chart of lines that grow while it is looked at. What is new of it is a {@link PanelWindow}, a chart of the stretch in which
 * something changed, so that a point costs the same however many there are already. For one thread.
 */
public final class GrowingPanel {
    private final String title;
    private final String xLabel;
    private final Map<Integer, GrowingArm> arms = new LinkedHashMap<>();
    /** Stretches in which something changed. */
    private final TreeSet<Long> changed = new TreeSet<>();

    private long lastChanged;
    private int lines;
    private long width = 1;
    private double last = Double.NEGATIVE_INFINITY;
    private boolean whole = true;

    public GrowingPanel(String title, String xLabel) {
        this.title = title;
        this.xLabel = xLabel;
    }

    /**
     * A part of a chart, which takes the place of all points from {@code from} on and before {@code to}.
     *
     * @param panel with all arms that the chart has; some may have no point here
     */
    public record PanelWindow(double from, double to, ChartPanel panel) {}

    /** Describes what changed: the whole chart, or some windows. */
    public sealed interface PanelChange {
        /** The chart is to be drawn from nothing. */
        record WholePanel(ChartPanel panel) implements PanelChange {}

        /** Some stretches are others now. */
        record ChangedWindows(List<PanelWindow> windows) implements PanelChange {
            public ChangedWindows {
                windows = List.copyOf(windows);
            }
        }
    }

    private record GrowingArm(String name, Map<String, GrowingLine> lines) {}

    /** A line to whose end points are added. */
    private static final class GrowingLine {
        private double[] x = new double[64];
        private double[] y = new double[64];
        private int size;

        private void add(double atX, double value) {
            if (size == x.length) {
                x = Arrays.copyOf(x, 2 * size);
                y = Arrays.copyOf(y, 2 * size);
            }
            x[size] = atX;
            y[size++] = value;
        }

        private CurveLine within(String name, double from, double to) {
            int begin = place(from);
            int end = place(to);
            return new CurveLine(name, Arrays.copyOfRange(x, begin, end), Arrays.copyOfRange(y, begin, end));
        }

        /** Returns the index of the first point at {@code atX} or behind it. */
        private int place(double atX) {
            int found = Arrays.binarySearch(x, 0, size, atX);
            return found < 0 ? -found - 1 : found;
        }
    }

    public String title() {
        return title;
    }

    public boolean isEmpty() {
        return arms.isEmpty();
    }

    /**
     * Adds a point at the end of a line.
     *
     * @param style of the line's arm
     * @param x larger than that of the line's last point; a point that is not is left out
     */
    public void add(int style, String arm, String line, double x, double y) {
        GrowingArm to = arms.computeIfAbsent(style, _ -> begun(new GrowingArm(arm, new LinkedHashMap<>())));
        GrowingLine points = to.lines().computeIfAbsent(line, _ -> {
            lines++;
            return begun(new GrowingLine());
        });
        if (points.size > 0 && x <= points.x[points.size - 1]) {
            return;
        }
        points.add(x, y);
        last = StrictMath.max(last, x);
        long stretch = CurveThinning.stretch(x, width);
        if (stretch != lastChanged || changed.isEmpty()) {
            changed.add(stretch);
            lastChanged = stretch;
        }
        widen();
    }

    /** Forgets a line, whose trial begins anew. */
    public void restart(int style, String line) {
        GrowingArm arm = arms.get(style);
        if (arm != null && arm.lines().remove(line) != null) {
            lines--;
            whole = true;
        }
    }

    /** A new arm or line changes how many points there may be. */
    private <T> T begun(T started) {
        whole = true;
        return started;
    }

    private void widen() {
        int most = ChartPanel.most(lines + 3 * arms.size());
        if (last / width > most / 2.0 && (width > 1 || last > most)) {
            while (last / width > most / 2.0) {
                width *= 2;
            }
            whole = true;
        }
    }

    /** Returns all of it, as it is now. */
    public ChartPanel panel() {
        return ChartPanel.growing(title, xLabel, all(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY), width);
    }

    /** Returns whether something changed since {@link #change} was last asked. */
    public boolean isChanged() {
        return whole || !changed.isEmpty();
    }

    /** Returns what changed since this was last asked. */
    public PanelChange change() {
        List<PanelWindow> windows = new ArrayList<>();
        if (!whole) {
            Long begin = null;
            long end = 0;
            for (long stretch : changed) {
                if (begin != null && stretch > end) {
                    windows.add(window(begin, end));
                    begin = null;
                }
                begin = begin == null ? Long.valueOf(stretch) : begin;
                end = stretch + 1;
            }
            if (begin != null) {
                windows.add(window(begin, end));
            }
        }
        PanelChange change = whole ? new PanelChange.WholePanel(panel()) : new PanelChange.ChangedWindows(windows);
        whole = false;
        changed.clear();
        return change;
    }

    private PanelWindow window(long begin, long end) {
        double from = (double) begin * width;
        double to = (double) end * width;
        return new PanelWindow(from, to, ChartPanel.growing(title, xLabel, all(from, to), width));
    }

    private List<ArmCurves> all(double from, double to) {
        List<ArmCurves> all = new ArrayList<>();
        arms.forEach((style, arm) -> {
            List<CurveLine> lines = new ArrayList<>();
            arm.lines().forEach((name, line) -> lines.add(line.within(name, from, to)));
            all.add(new ArmCurves(style, arm.name(), lines));
        });
        return all;
    }
}
