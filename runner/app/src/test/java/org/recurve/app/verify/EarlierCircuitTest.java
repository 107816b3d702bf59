package org.recurve.app.verify;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.api.artifact.Artifact.Circuit;
import org.recurve.api.artifact.Artifact.Wire;

/** What versions before hidden nodes recorded of a jordan and of a backward half is known again; anything else is not. */
class EarlierCircuitTest {
    private static final Circuit JORDAN_NOW = new Circuit(
            "j",
            List.of("x", "s", "h"),
            List.of(new Wire(0, 2, 0, "U"), new Wire(1, 2, 1, "W"), new Wire(2, 1, 0, "V")));
    private static final Circuit BACKWARD_NOW =
            new Circuit("b", List.of("x", "h"), List.of(new Wire(0, 1, 0, "U"), new Wire(1, 1, -1, "W")));

    private static Circuit earlier(String title, Wire... wires) {
        return new Circuit(title, List.of("x", "s"), List.of(wires));
    }

    @Test
    void whatWasRecordedWithoutHiddenNodesIsKnown() {
        assertTrue(EarlierCircuit.isAlike(earlier("j", new Wire(0, 1, 0, "U"), new Wire(1, 1, 1, "W")), JORDAN_NOW));
        Circuit backward = new Circuit("b", List.of("x", "h"), List.of(new Wire(0, 1, 0, "U"), new Wire(1, 1, 1, "W")));
        assertTrue(EarlierCircuit.isAlike(backward, BACKWARD_NOW));
    }

    @Test
    void aForgedCircuitIsNot() {
        for (Circuit forged : List.of(
                earlier("j", new Wire(0, 1, 0, "U")),
                earlier("j", new Wire(0, 1, 0, "U"), new Wire(1, 1, 1, "V")),
                earlier("j", new Wire(0, 1, 0, "U"), new Wire(1, 1, 0, "W")),
                earlier("k", new Wire(0, 1, 0, "U"), new Wire(1, 1, 1, "W")),
                new Circuit("j", List.of("x", "z"), List.of(new Wire(0, 1, 0, "U"), new Wire(1, 1, 1, "W"))))) {
            assertFalse(EarlierCircuit.isAlike(forged, JORDAN_NOW), forged.toString());
        }
    }
}
