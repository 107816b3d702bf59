package org.recurve.app.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.api.artifact.Artifact.Circuit;
import org.recurve.api.artifact.Artifact.Wire;

class CircuitTextTest {
    /** {@code a = b + W h + U x; h = tanh(a); o = c + V h}, as the lecture draws it. */
    @Test
    void stepsStandBesideTheCircuit() {
        Circuit circuit = new Circuit(
                "Elman",
                List.of("x", "h", "o"),
                List.of(new Wire(0, 1, 0, "U"), new Wire(1, 1, 1, "W"), new Wire(1, 2, 0, "V")));
        assertEquals("""
                Elman

                    o                  o(t−1)     o(t)     o(t+1)
                    ▲                    ▲         ▲         ▲
                    h    ↺ ■      … ─▶ h(t−1) ─▶  h(t)  ─▶ h(t+1) ─▶ …
                    ▲                    ▲         ▲         ▲
                    x                  x(t−1)     x(t)     x(t+1)

                  o(t) ← h(t) by V
                  h(t) ← x(t) by U, h(t−1) by W""", new CircuitText(circuit).toString());
    }

    /** {@code h = f(b + U x + W s(t−1))}, read backwards, {@code s = c + V h}, and a loss at the end. */
    @Test
    void everyDelayedWireIsNamed() {
        Circuit circuit = new Circuit(
                "Jordan, backwards",
                List.of("x", "s", "h", "L"),
                List.of(
                        new Wire(0, 2, 0, "U"),
                        new Wire(1, 2, -1, "W"),
                        new Wire(2, 1, 0, "V"),
                        new Wire(2, 2, 4, "D"),
                        new Wire(1, 3, 0, "")),
                List.of(3));
        assertEquals("""
                Jordan, backwards

                    L                                        L
                    ▲                                        ▲
                    s                  s(t−1)     s(t)     s(t+1)
                    ▲                    ▲         ▲         ▲
                    h                  h(t−1)     h(t)     h(t+1)
                    ▲                    ▲         ▲         ▲
                    x                  x(t−1)     x(t)     x(t+1)

                  s ─ ■ back in time ─▶ h by W
                  h ─ 4 ■ ─▶ h by D

                  L ← s(t)
                  s(t) ← h(t) by V
                  h(t) ← x(t) by U, s(t+1) by W, h(t−4) by D""", new CircuitText(circuit).toString());
    }
}
