package org.recurve.reports.several;

import java.util.List;
import org.recurve.reports.chart.ChartPanel;

/** One quantity in several studies, on one scale. */
public record CurveRow(String title, List<StudyPanel> panels) {
    public CurveRow {
        panels = List.copyOf(panels);
    }

    /** One study's chart of it. */
    public record StudyPanel(String study, ChartPanel panel) {}
}
