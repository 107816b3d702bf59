package org.recurve.app.change;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.recurve.app.configuration.ModelSize;
import org.recurve.app.configuration.PluginPositions;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;

/**
 * Reads a delta: {@code {path: value}}, with {@code set}, {@code swap}, {@code remove}, {@code replace}, {@code insert} and
 * {@code match}, or a list of such, which is applied in order.
 */
public final class DeltaReader {
    private static final List<String> SIDES = List.of("after", "before");
    private static final String LAYERS = "layers";

    private final PluginPositions positions;
    private final ProblemCollector collector;

    public DeltaReader(PluginRegistry registry, ProblemCollector collector) {
        this.positions = new PluginPositions(registry);
        this.collector = collector;
    }

    /** Returns the changes, in order; {@code path} is the delta's own, for messages. */
    public List<DeltaChange> read(YamlNode delta, String path) {
        List<DeltaChange> changes = new ArrayList<>();
        switch (delta) {
            case MappingNode mappingNode -> mappingNode.entries().forEach(entry -> read(entry, path, changes));
            case SequenceNode sequenceNode -> sequenceNode.items().forEach(item -> changes.addAll(read(item, path)));
            case ScalarNode _, YamlNode.ReferenceNode _ ->
                collector.add(
                        delta.place(),
                        path,
                        "expected changes, such as {set: {train.epochs: 1}}, found " + delta.described());
        }
        return changes;
    }

    private void read(MappingEntry entry, String path, List<DeltaChange> changes) {
        switch (entry.key()) {
            case "set" ->
                values(entry, path).forEach(e -> changes.add(new DeltaChange.SetValue(e.key(), e.place(), e.value())));
            case "replace" ->
                values(entry, path)
                        .forEach(e -> changes.add(new DeltaChange.ReplacePlugin(e.key(), e.place(), e.value())));
            case "swap" -> values(entry, path).forEach(e -> swap(e).ifPresent(changes::add));
            case "match" -> values(entry, path).forEach(e -> match(e).ifPresent(changes::add));
            case "remove" ->
                each(entry.value()).forEach(item -> remove(item, path).ifPresent(changes::add));
            case "insert" ->
                each(entry.value()).forEach(item -> insert(item, path).ifPresent(changes::add));
            default -> changes.add(new DeltaChange.SetValue(entry.key(), entry.place(), entry.value()));
        }
    }

    private static List<YamlNode> each(YamlNode node) {
        return node instanceof SequenceNode sequenceNode ? sequenceNode.items() : List.of(node);
    }

    private List<MappingEntry> values(MappingEntry entry, String path) {
        if (entry.value() instanceof MappingNode mappingNode) {
            return mappingNode.entries();
        }
        collector.add(
                entry.value().place(),
                path,
                "expected paths with values below \"" + entry.key() + "\", found "
                        + entry.value().described());
        return List.of();
    }

    private Optional<DeltaChange> remove(YamlNode item, String path) {
        if (item instanceof ScalarNode scalarNode && scalarNode.text().isPresent()) {
            return Optional.of(new DeltaChange.RemovePart(scalarNode.text().get(), item.place(), positions));
        }
        collector.add(item.place(), path, "expected the path of what to remove, found " + item.described());
        return Optional.empty();
    }

    private Optional<DeltaChange> swap(MappingEntry entry) {
        SourcePosition position = entry.value().place();
        MappingNode nothing = new MappingNode(position, List.of());
        return switch (entry.value()) {
            case ScalarNode scalarNode
            when scalarNode.text().isPresent() ->
                Optional.of(new DeltaChange.SwapPlugin(
                        entry.key(), position, scalarNode.text().get(), nothing, positions));
            case MappingNode mappingNode
            when mappingNode.entries().size() == 1
                    && mappingNode.entries().getFirst().value() instanceof MappingNode settings ->
                Optional.of(new DeltaChange.SwapPlugin(
                        entry.key(), position, mappingNode.entries().getFirst().key(), settings, positions));
            default -> {
                collector.add(
                        position,
                        entry.key(),
                        "expected a plugin, as id or {id: {setting: value}}, found "
                                + entry.value().described());
                yield Optional.empty();
            }
        };
    }

    private Optional<DeltaChange> match(MappingEntry entry) {
        Optional<ModelSize.SizeQuantity> quantity = Arrays.stream(ModelSize.SizeQuantity.values())
                .filter(q -> q.word().equals(entry.value().plain()))
                .findFirst();
        if (quantity.isEmpty()) {
            collector.add(
                    entry.value().place(),
                    entry.key(),
                    "expected what of the baseline to match, "
                            + Arrays.stream(ModelSize.SizeQuantity.values())
                                    .map(ModelSize.SizeQuantity::word)
                                    .collect(Collectors.joining(" or "))
                            + ", found " + entry.value().described());
        }
        return quantity.map(q -> new DeltaChange.MatchSize(entry.key(), entry.place(), q));
    }

    /** {@code {after: conv1, layers: [{relu: {}, name: extra}]}}. */
    private Optional<DeltaChange> insert(YamlNode item, String path) {
        if (item instanceof MappingNode mappingNode && mappingNode.entries().size() == 2) {
            Optional<MappingEntry> side = SIDES.stream()
                    .flatMap(key -> mappingNode.entry(key).stream())
                    .findFirst();
            Optional<String> part = side.flatMap(
                    e -> e.value() instanceof ScalarNode scalarNode ? scalarNode.text() : Optional.empty());
            Optional<YamlNode> layers = mappingNode.get(LAYERS);
            if (part.isPresent() && layers.isPresent()) {
                boolean after = side.filter(e -> e.key().equals("after")).isPresent();
                return Optional.of(new DeltaChange.InsertLayers(part.get(), item.place(), each(layers.get()), after));
            }
        }
        collector.add(
                item.place(),
                path,
                "expected where and what to insert, such as"
                        + " {after: conv1, layers: [{relu: {}, name: extra}]} (or before), found " + item.described());
        return Optional.empty();
    }
}
