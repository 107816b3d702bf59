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
    private static final String BACK = " ◀─ ";

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
                lines.add(below(circuit.once().contains(node)));
            }
        }
        List<String> delayed = circuit.wires().stream()
                .filter(wire -> wire.delay() != 0)
                .filter(wire -> wire.from() != wire.to() || Math.abs(wire.delay()) != 1)
                .map(this::delayed)
                .toList();
        if (!delayed.isEmpty()) {
            lines.add("");
            lines.addAll(delayed);
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

    /** {@code h ─■─▶ c by W}: a wire that comes from another step of another node, or from further away. */
    private String delayed(Wire wire) {
        int steps = Math.abs(wire.delay());
        String squares = steps == 1 ? "■" : steps + " ■";
        String way = wire.delay() > 0 ? " ─ " + squares + " ─▶ " : " ─ " + squares + " back in time ─▶ ";
        return "  " + circuit.nodes().get(wire.from()) + way + circuit.nodes().get(wire.to())
                + (wire.label().isEmpty() ? "" : " by " + wire.label());
    }

    private String row(int node) {
        List<Wire> own = wires(node).stream()
                .filter(wire -> wire.from() == node && Math.abs(wire.delay()) == 1)
                .toList();
        boolean kept = !own.isEmpty();
        String arrow = kept && own.getFirst().delay() < 0 ? BACK : ONWARDS;
        String between = kept ? arrow : " ".repeat(ONWARDS.length());
        if (circuit.once().contains(node)) {
            return "  " + middle(circuit.nodes().get(node)) + "    " + GAP + " " + between
                    + (middle("") + between).repeat(2) + middle(circuit.nodes().get(node));
        }
        String steps = IntStream.rangeClosed(-1, 1)
                .mapToObj(step -> middle(circuit.at(node, step)))
                .collect(Collectors.joining(between));
        String onwards = kept ? arrow + "…" : "";
        return "  " + middle(circuit.nodes().get(node)) + (kept ? " ↺ ■" : "    ") + GAP + (kept ? "…" : " ") + between
                + steps + onwards;
    }

    private String below(boolean once) {
        String up = middle("▲");
        return "  " + up + "    " + GAP + "     "
                + IntStream.range(0, 3)
                        .mapToObj(step -> once && step < 2 ? middle("") : up)
                        .collect(Collectors.joining("    "));
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
