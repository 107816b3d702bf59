package org.recurve.reports.page;

import org.recurve.api.artifact.Artifact;
import org.recurve.reports.chart.ChartPanel;
import org.recurve.reports.picture.CircuitDrawing;
import org.recurve.reports.picture.GraphDrawing;
import org.recurve.reports.picture.GridPicture;
import org.recurve.reports.picture.HeatMap;

/** Something recorded, drawn. */
public sealed interface RecordedFigure {
    /** Pictures side by side. */
    record ImageFigure(GridPicture images) implements RecordedFigure {}

    /** Numbers as colours. */
    record MatrixFigure(HeatMap map) implements RecordedFigure {}

    /** Boxes and arrows. */
    record GraphFigure(GraphDrawing drawing) implements RecordedFigure {}

    /** A chart. */
    record CurveFigure(ChartPanel panel) implements RecordedFigure {}

    /** Words. */
    record TextFigure(String text) implements RecordedFigure {}

    /** Draws it in the style of an arm. */
    public static RecordedFigure of(Artifact artifact, int style, String name) {
        return switch (artifact) {
            case Artifact.ImageGrid grid -> new ImageFigure(GridPicture.of(grid));
            case Artifact.Matrix matrix -> new MatrixFigure(HeatMap.of(matrix));
            case Artifact.Graph graph -> new GraphFigure(GraphDrawing.of(graph));
            case Artifact.Circuit circuit -> new GraphFigure(CircuitDrawing.of(circuit));
            case Artifact.Curve curve -> new CurveFigure(ChartPanel.of(curve, style, name));
            case Artifact.Confusion confusion -> new MatrixFigure(HeatMap.of(confusion.classes(), confusion.counts()));
            case Artifact.Mistakes mistakes -> new ImageFigure(GridPicture.of(mistakes.pictures()));
            case Artifact.Text text -> new TextFigure(text.text());
        };
    }
}
