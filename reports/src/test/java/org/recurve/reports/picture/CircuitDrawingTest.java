package org.recurve.reports.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.api.artifact.Artifact.Circuit;
import org.recurve.api.artifact.Artifact.Wire;
import org.recurve.reports.picture.GraphDrawing.DrawnEdge;
import org.recurve.reports.picture.GraphDrawing.DrawnNode;

class CircuitDrawingTest {
    private static final String GATES = "U-n, U-r, U-z";

    /** A bidirectional encoder and a decoder that reads all of its steps, as the net of a shipped file is. */
    private static Circuit encoderAndDecoder(int steps) {
        List<Wire> wires = new ArrayList<>(List.of(
                new Wire(0, 3, 0, GATES),
                new Wire(0, 4, 0, GATES),
                new Wire(3, 3, 1, "W-n, W-r, W-z"),
                new Wire(4, 4, -1, "W-n, W-r, W-z"),
                new Wire(1, 1, 1, "W-n, W-r, W-z"),
                new Wire(1, 5, 0, "C"),
                new Wire(3, 5, 0, "A, C"),
                new Wire(4, 5, 0, "A, C"),
                new Wire(2, 6, 0, ""),
                new Wire(5, 6, 0, "")));
        for (int back = 3; back <= steps; back++) {
            wires.add(new Wire(4, 1, -back, GATES));
        }
        return new Circuit("net", List.of("x", "h3", "y", "h", "h2", "o", "L"), wires);
    }

    static Stream<Circuit> circuits() {
        return Stream.of(
                encoderAndDecoder(2),
                encoderAndDecoder(12),
                new Circuit("elman", List.of("x", "h"), List.of(new Wire(0, 1, 0, "U"), new Wire(1, 1, 1, "W"))),
                new Circuit(
                        "two",
                        List.of("x", "a", "b", "o"),
                        List.of(
                                new Wire(0, 1, 0, "a-long-name-of-weights"),
                                new Wire(0, 2, 0, "another-long-name"),
                                new Wire(1, 1, 1, "the-first-recurrent-matrix"),
                                new Wire(2, 2, 1, "the-second-recurrent-matrix"),
                                new Wire(1, 3, 0, "V1"),
                                new Wire(2, 3, 0, "V2"))));
    }

    private static boolean overlap(DrawnEdge label, double x, double y, double width, double height) {
        double half = 3.0 * label.label().length(); // a letter is 6 wide at the size of labels
        return StrictMath.abs(label.x() - x) < half + width / 2 && StrictMath.abs(label.y() - y) < 5 + height / 2;
    }

    @ParameterizedTest
    @MethodSource("circuits")
    void labelsAreNeitherUnderNodesNorOverOneAnother(Circuit circuit) {
        GraphDrawing drawing = CircuitDrawing.of(circuit);
        List<DrawnEdge> labels = drawing.edges().stream()
                .filter(edge -> edge.label().length() > 1)
                .toList();
        for (DrawnEdge label : labels) {
            for (DrawnNode node : drawing.nodes()) {
                assertFalse(
                        overlap(label, node.x(), node.y(), node.width(), DrawnNode.HEIGHT),
                        () -> label + " under " + node);
            }
            for (DrawnEdge other : labels) {
                assertFalse(
                        label != other
                                && overlap(
                                        label,
                                        other.x(),
                                        other.y(),
                                        6.0 * other.label().length(),
                                        10),
                        () -> label + " over " + other);
            }
            assertTrue(label.x() > 0 && label.x() < drawing.width(), label::toString);
        }
    }

    @Test
    void manyDelaysBetweenTwoNodesAreOneWire() {
        List<String> labels = CircuitDrawing.of(encoderAndDecoder(9)).edges().stream()
                .map(DrawnEdge::label)
                .filter(label -> label.startsWith(GATES + " "))
                .toList();
        assertEquals(List.of(GATES + " 3 to 9 steps back"), labels);
        List<String> two = CircuitDrawing.of(encoderAndDecoder(4)).edges().stream()
                .map(DrawnEdge::label)
                .filter(label -> label.startsWith(GATES + " "))
                .toList();
        assertEquals(List.of(GATES + " 3 steps back", GATES + " 4 steps back"), two);
    }
}
