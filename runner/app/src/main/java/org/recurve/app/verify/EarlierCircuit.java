package org.recurve.app.verify;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.artifact.Artifact.Circuit;
import org.recurve.api.artifact.Artifact.Wire;

/**
 * A circuit as versions before hidden nodes recorded it: wires went through hidden values, under the weights that they met first, and
 * those of a recurrence that runs backwards pointed the other way. So a trial of such a version still verifies, and a forged
 * circuit does not.
 */
final class EarlierCircuit {
    private EarlierCircuit() {}

    /** A wire by the names of its nodes. */
    private record NamedWire(String from, String to, int delay, String label) {}

    /** Returns whether the stored circuit is what an earlier version recorded of today's. */
    static boolean isAlike(Artifact stored, Artifact now) {
        return stored instanceof Circuit then
                && now instanceof Circuit today
                && then.title().equals(today.title())
                && then.once().isEmpty()
                && today.nodes().stream()
                        .filter(then.nodes()::contains)
                        .toList()
                        .equals(then.nodes())
                && wires(then, Set.copyOf(then.nodes())).equals(wires(today, Set.copyOf(then.nodes())));
    }

    /** Returns the wires between some nodes, others passed through. */
    private static List<NamedWire> wires(Circuit circuit, Set<String> kept) {
        return IntStream.range(0, circuit.nodes().size())
                .filter(node -> kept.contains(circuit.nodes().get(node)))
                .boxed()
                .flatMap(node -> into(circuit, node, kept, circuit.nodes().size()).stream()
                        .map(wire -> new NamedWire(
                                circuit.nodes().get(wire.from()),
                                circuit.nodes().get(node),
                                Math.abs(wire.delay()),
                                wire.label()))
                        .collect(Collectors.groupingBy(
                                wire -> new NamedWire(wire.from(), wire.to(), wire.delay(), ""),
                                Collectors.mapping(NamedWire::label, Collectors.toCollection(TreeSet::new))))
                        .entrySet()
                        .stream()
                        .map(entry -> new NamedWire(
                                entry.getKey().from(),
                                entry.getKey().to(),
                                entry.getKey().delay(),
                                entry.getValue().stream()
                                        .filter(label -> !label.isEmpty())
                                        .collect(Collectors.joining(", ")))))
                .sorted(Comparator.comparing(NamedWire::toString))
                .toList();
    }

    /** Returns what leads to a node, ways through others counted as one wire. */
    private static List<Wire> into(Circuit circuit, int node, Set<String> kept, int deepest) {
        return circuit.wires().stream()
                .filter(wire -> wire.to() == node)
                .flatMap(wire -> kept.contains(circuit.nodes().get(wire.from())) || deepest == 0
                        ? Stream.of(wire)
                        : into(circuit, wire.from(), kept, deepest - 1).stream()
                                .map(first -> new Wire(
                                        first.from(),
                                        node,
                                        first.delay() + wire.delay(),
                                        Objects.requireNonNullElse(first.label(), ""))))
                .toList();
    }
}
