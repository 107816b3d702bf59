package org.recurve.app.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.recurve.app.plugins.Registry;
import org.recurve.app.problem.Place;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.Scalar;
import org.recurve.app.yaml.Node.Sequence;

/**
 * Reads a delta: {@code {path: value}}, with {@code set}, {@code swap}, {@code remove}, {@code replace}, {@code insert} and
 * {@code match}, or a list of such, which is applied in order.
 */
final class DeltaReader {
    private static final List<String> SIDES = List.of("after", "before");
    private static final String LAYERS = "layers";

    private final Kinds kinds;
    private final Problems problems;

    DeltaReader(Registry registry, Problems problems) {
        this.kinds = new Kinds(registry);
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
        switch (entry.key()) {
            case "set" -> values(entry, path).forEach(e -> changes.add(new Change.Set(e.key(), e.place(), e.value())));
            case "replace" ->
                values(entry, path).forEach(e -> changes.add(new Change.Replace(e.key(), e.place(), e.value())));
            case "swap" -> values(entry, path).forEach(e -> swap(e).ifPresent(changes::add));
            case "match" -> values(entry, path).forEach(e -> match(e).ifPresent(changes::add));
            case "remove" ->
                each(entry.value()).forEach(item -> remove(item, path).ifPresent(changes::add));
            case "insert" ->
                each(entry.value()).forEach(item -> insert(item, path).ifPresent(changes::add));
            default -> changes.add(new Change.Set(entry.key(), entry.place(), entry.value()));
        }
    }

    private static List<Node> each(Node node) {
        return node instanceof Sequence sequence ? sequence.items() : List.of(node);
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

    private Optional<Change> remove(Node item, String path) {
        if (item instanceof Scalar scalar && scalar.text().isPresent()) {
            return Optional.of(new Change.Remove(scalar.text().get(), item.place(), kinds));
        }
        problems.add(item.place(), path, "expected the path of what to remove, found " + item.described());
        return Optional.empty();
    }

    private Optional<Change> swap(Entry entry) {
        Place place = entry.value().place();
        Mapping nothing = new Mapping(place, List.of());
        return switch (entry.value()) {
            case Scalar scalar
            when scalar.text().isPresent() ->
                Optional.of(new Change.Swap(entry.key(), place, scalar.text().get(), nothing, kinds));
            case Mapping mapping
            when mapping.entries().size() == 1 && mapping.entries().getFirst().value() instanceof Mapping settings ->
                Optional.of(new Change.Swap(
                        entry.key(), place, mapping.entries().getFirst().key(), settings, kinds));
            default -> {
                problems.add(
                        place,
                        entry.key(),
                        "expected a plugin, as id or {id: {setting: value}}, found "
                                + entry.value().described());
                yield Optional.empty();
            }
        };
    }

    private Optional<Change> match(Entry entry) {
        Optional<Size.Quantity> quantity = Arrays.stream(Size.Quantity.values())
                .filter(q -> q.word().equals(entry.value().plain()))
                .findFirst();
        if (quantity.isEmpty()) {
            problems.add(
                    entry.value().place(),
                    entry.key(),
                    "expected what of the baseline to match, "
                            + Arrays.stream(Size.Quantity.values())
                                    .map(Size.Quantity::word)
                                    .collect(Collectors.joining(" or "))
                            + ", found " + entry.value().described());
        }
        return quantity.map(q -> new Change.Match(entry.key(), entry.place(), q));
    }

    /** {@code {after: conv1, layers: [{relu: {}, name: extra}]}}. */
    private Optional<Change> insert(Node item, String path) {
        if (item instanceof Mapping mapping && mapping.entries().size() == 2) {
            Optional<Entry> side =
                    SIDES.stream().flatMap(key -> mapping.entry(key).stream()).findFirst();
            Optional<String> part =
                    side.flatMap(e -> e.value() instanceof Scalar scalar ? scalar.text() : Optional.empty());
            Optional<Node> layers = mapping.get(LAYERS);
            if (part.isPresent() && layers.isPresent()) {
                boolean after = side.filter(e -> e.key().equals("after")).isPresent();
                return Optional.of(new Change.Insert(part.get(), item.place(), each(layers.get()), after));
            }
        }
        problems.add(
                item.place(),
                path,
                "expected where and what to insert, such as"
                        + " {after: conv1, layers: [{relu: {}, name: extra}]} (or before), found " + item.described());
        return Optional.empty();
    }
}
