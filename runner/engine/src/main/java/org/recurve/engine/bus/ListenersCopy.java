package org.recurve.engine.bus;

import java.util.Arrays;
import java.util.List;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.event.Event;

/** Copies what is mutable in an event, so that a listener that writes into it changes nothing for others. */
final class ListenersCopy {
    private ListenersCopy() {}

    static Event of(Event event) {
        return event instanceof Event.Recorded recorded
                ? new Event.Recorded(recorded.trial(), recorded.name(), recorded.step(), of(recorded.artifact()))
                : event; // all others are immutable
    }

    private static Artifact of(Artifact artifact) {
        return switch (artifact) {
            case Artifact.Curve curve ->
                new Artifact.Curve(
                        curve.title(),
                        curve.xLabel(),
                        curve.yLabel(),
                        curve.x().clone(),
                        curve.y().clone());
            case Artifact.Matrix matrix ->
                new Artifact.Matrix(
                        matrix.title(),
                        List.copyOf(matrix.rowLabels()),
                        List.copyOf(matrix.columnLabels()),
                        Arrays.stream(matrix.values()).map(double[]::clone).toArray(double[][]::new));
            case Artifact.ImageGrid grid -> of(grid);
            case Artifact.Graph graph ->
                new Artifact.Graph(graph.title(), List.copyOf(graph.nodes()), List.copyOf(graph.edges()));
            case Artifact.Circuit circuit ->
                new Artifact.Circuit(circuit.title(), List.copyOf(circuit.nodes()), List.copyOf(circuit.wires()));
            case Artifact.Confusion confusion ->
                new Artifact.Confusion(
                        confusion.title(),
                        List.copyOf(confusion.classes()),
                        Arrays.stream(confusion.counts()).map(long[]::clone).toArray(long[][]::new));
            case Artifact.Mistakes mistakes ->
                new Artifact.Mistakes(
                        mistakes.title(),
                        List.copyOf(mistakes.classes()),
                        mistakes.size(),
                        mistakes.examples().clone(),
                        mistakes.targets().clone(),
                        mistakes.answers().clone(),
                        mistakes.pictured().clone(),
                        of(mistakes.pictures()));
            case Artifact.Text text -> text;
        };
    }

    private static Artifact.ImageGrid of(Artifact.ImageGrid grid) {
        return new Artifact.ImageGrid(
                grid.title(),
                grid.channels(),
                grid.height(),
                grid.width(),
                grid.images().stream().map(float[]::clone).toList(),
                List.copyOf(grid.captions()));
    }
}
