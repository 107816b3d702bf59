package org.recurve.app.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.Scalar;
import org.recurve.app.yaml.Node.Sequence;

/**
 * Reads a delta: {@code {path: value}}, with {@code set}, {@code remove} and {@code replace}, or a list of such, which is
 * applied in order.
 */
final class DeltaReader {
    private static final Set<String> LATER = Set.of("swap", "insert", "match");

    private final Problems problems;

    DeltaReader(Problems problems) {
        this.problems = problems;
    }

    /** The changes, in order; {@code path} is the delta's own, for messages. */
    List<Change> read(Node delta, String path) {
        List<Change> changes = new ArrayList<>();
        switch (delta) {
            case Mapping mapping -> mapping.entries().forEach(entry -> read(entry, path, changes));
            case Sequence sequence -> sequence.items().forEach(item -> changes.addAll(read(item, path)));
            case Scalar _, Node.Reference _ ->
                problems.add(
                        delta.place(),
                        path,
                        "expected changes, such as {set: {train.epochs: 1}}, found " + delta.described());
        }
        return changes;
    }

    private void read(Entry entry, String path, List<Change> changes) {
        String key = entry.key();
        if (LATER.contains(key)) {
            problems.add(entry.place(), path, "\"" + key + "\" is not yet supported; use set, remove or replace");
            return;
        }
        switch (key) {
            case "set" -> values(entry, path).forEach(e -> changes.add(new Change.Set(e.key(), e.place(), e.value())));
            case "replace" ->
                values(entry, path).forEach(e -> changes.add(new Change.Replace(e.key(), e.place(), e.value())));
            case "remove" -> paths(entry, path, changes);
            default -> changes.add(new Change.Set(key, entry.place(), entry.value()));
        }
    }

    private List<Entry> values(Entry entry, String path) {
        if (entry.value() instanceof Mapping mapping) {
            return mapping.entries();
        }
        problems.add(
                entry.value().place(),
                path,
                "expected paths with values below \"" + entry.key() + "\", found "
                        + entry.value().described());
        return List.of();
    }

    private void paths(Entry entry, String path, List<Change> changes) {
        List<Node> items = entry.value() instanceof Sequence sequence ? sequence.items() : List.of(entry.value());
        for (Node item : items) {
            if (item instanceof Scalar scalar && scalar.text().isPresent()) {
                changes.add(new Change.Remove(scalar.text().get(), item.place()));
            } else {
                problems.add(item.place(), path, "expected the path of what to remove, found " + item.described());
            }
        }
    }
}
