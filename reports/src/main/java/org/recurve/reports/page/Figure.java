package org.recurve.reports.page;

import org.recurve.api.artifact.Artifact;
import org.recurve.reports.chart.Panel;
import org.recurve.reports.picture.CircuitDrawing;
import org.recurve.reports.picture.GraphDrawing;
import org.recurve.reports.picture.HeatMap;
import org.recurve.reports.picture.Images;

/** Something recorded, drawn. */
public sealed interface Figure {
    /** Pictures side by side. */
    record OfImages(Images images) implements Figure {}

    /** Numbers as colours. */
    record OfMatrix(HeatMap map) implements Figure {}

    /** Boxes and arrows. */
    record OfGraph(GraphDrawing drawing) implements Figure {}

    /** A chart. */
    record OfCurve(Panel panel) implements Figure {}

    /** Words. */
    record OfText(String text) implements Figure {}

    /** Draws it in the style of an arm. */
    static Figure of(Artifact artifact, int style, String name) {
        return switch (artifact) {
            case Artifact.ImageGrid grid -> new OfImages(Images.of(grid));
            case Artifact.Matrix matrix -> new OfMatrix(HeatMap.of(matrix));
            case Artifact.Graph graph -> new OfGraph(GraphDrawing.of(graph));
            case Artifact.Circuit circuit -> new OfGraph(CircuitDrawing.of(circuit));
            case Artifact.Curve curve -> new OfCurve(Panel.of(curve, style, name));
            case Artifact.Confusion confusion -> new OfMatrix(HeatMap.of(confusion.classes(), confusion.counts()));
            case Artifact.Mistakes mistakes -> new OfImages(Images.of(mistakes.pictures()));
            case Artifact.Text text -> new OfText(text.text());
        };
    }
}
