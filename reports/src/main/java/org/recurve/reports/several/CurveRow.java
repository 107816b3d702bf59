package org.recurve.reports.several;

import java.util.List;
import org.recurve.reports.chart.ChartPanel;

/** A quantity in several studies, on one scale. */
public record CurveRow(String title, List<StudyPanel> panels) {
    public CurveRow {
        panels = List.copyOf(panels);
    }

    /** The chart of it of one study. */
    public record StudyPanel(String study, ChartPanel panel) {}
}
