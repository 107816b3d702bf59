package org.recurve.reports.watch;

import java.util.List;
import java.util.Map;
import org.recurve.reports.chart.ChartPanel;
import org.recurve.reports.chart.GrowingPanel.PanelWindow;

/**
 * Describes what a page shows otherwise than before; of the first frame that a page gets, everything.
 *
 * @param parts HTML by the place that it takes
 * @param panels charts that are drawn from nothing
 * @param windows stretches of charts, by chart
 * @param bars how far trials are, by the first digits of their identities
 * @param silent milliseconds since the last event; −1 if there was none
 * @param ended whether nothing more will come
 */
public record PageFrame(
        Map<String, String> parts,
        List<KeyedPanel> panels,
        List<KeyedWindow> windows,
        Map<String, Double> bars,
        long silent,
        boolean ended) {
    public PageFrame {
        parts = Map.copyOf(parts);
        panels = List.copyOf(panels);
        windows = List.copyOf(windows);
        bars = Map.copyOf(bars);
    }

    /** A chart and the name that it keeps. */
    public record KeyedPanel(String key, ChartPanel panel) {}

    /** A window of the chart of this name. */
    public record KeyedWindow(String key, PanelWindow window) {}

    /** Returns whether nothing is new. */
    public boolean isEmpty() {
        return parts.isEmpty() && panels.isEmpty() && windows.isEmpty() && bars.isEmpty();
    }
}
