package org.recurve.app.display;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.recurve.api.artifact.Artifact.Circuit;
import org.recurve.api.artifact.Artifact.Wire;

/**
 * A recurrence on a terminal: its circuit, in which ■ is a delay of one step, beside three steps of the graph that unfolds
 * from it; below, what each node is made of.
 */
public record CircuitText(Circuit circuit) {
    private static final String GAP = "      ";
    private static final String ONWARDS = " ─▶ ";

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>(List.of(circuit.title(), ""));
        int[] levels = circuit.levels();
        List<Integer> order = IntStream.range(0, circuit.nodes().size())
                .boxed()
                .sorted(Comparator.comparing((Integer node) -> levels[node]).reversed())
                .toList();
        for (int node : order) {
            lines.add(row(node));
            if (wires(node).stream().anyMatch(wire -> wire.delay() == 0)) {
                lines.add(below());
            }
        }
        lines.add("");
        for (int node : order) {
            if (!wires(node).isEmpty()) {
                lines.add("  " + circuit.at(node, 0) + " ← "
                        + wires(node).stream().map(this::source).collect(Collectors.joining(", ")));
            }
        }
        return String.join(
                "\n",
                lines.stream()
                        .map(TerminalText::line)
                        .map(String::stripTrailing)
                        .toList());
    }

    private List<Wire> wires(int to) {
        return circuit.wires().stream().filter(wire -> wire.to() == to).toList();
    }

    private String source(Wire wire) {
        return circuit.at(wire.from(), -wire.delay()) + (wire.label().isEmpty() ? "" : " by " + wire.label());
    }

    private String row(int node) {
        boolean kept = wires(node).stream().anyMatch(wire -> wire.from() == node && wire.delay() > 0);
        String between = kept ? ONWARDS : " ".repeat(ONWARDS.length());
        String steps = IntStream.rangeClosed(-1, 1)
                .mapToObj(step -> middle(circuit.at(node, step)))
                .collect(Collectors.joining(between));
        String onwards = kept ? ONWARDS + "…" : "";
        return "  " + middle(circuit.nodes().get(node)) + (kept ? " ↺ ■" : "    ") + GAP + (kept ? "…" : " ") + between
                + steps + onwards;
    }

    private String below() {
        String up = middle("▲");
        return "  " + up + "    " + GAP + "     "
                + IntStream.range(0, 3).mapToObj(_ -> up).collect(Collectors.joining("    "));
    }

    private String middle(String text) {
        int width = IntStream.range(0, circuit.nodes().size())
                .map(node -> circuit.at(node, 1).length())
                .max()
                .orElse(0);
        int before = (width - text.length()) / 2;
        return " ".repeat(before) + text + " ".repeat(width - text.length() - before);
    }
}
