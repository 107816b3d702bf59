package org.recurve.app.binding;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Part;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.plugins.PluginProvider;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.BrokenPlugin;
import org.recurve.app.problem.NearestName;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.PartNode;
import org.recurve.app.yaml.YamlNode.ReferenceNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;

/** Plugin references, and layers with what stands beside them. */
final class PluginReferences {
    /** Numbers of YAML that no setting takes. */
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(inf|nan)", Pattern.CASE_INSENSITIVE);

    private static final Set<String> BESIDE = Set.of("name", "times", "frozen", "tie");
    private static final String BLOCK = "block";
    private static final String CONSTANT = "constant";

    private final PluginRegistry registry;
    private final PartNames names;
    private final RecordBinder binder;
    private final ProblemCollector collector;
    private final ScalarBinder scalarBinder;
    private final Set<PluginProvider> used = new LinkedHashSet<>();
    private final Deque<String> suffixes = new ArrayDeque<>(List.of(""));

    PluginReferences(PluginRegistry registry, PartNames names, RecordBinder binder, ProblemCollector collector) {
        this.registry = registry;
        this.names = names;
        this.binder = binder;
        this.collector = collector;
        this.scalarBinder = new ScalarBinder(collector);
    }

    /** Returns the plugins that were named, and found, so far. */
    Set<PluginProvider> used() {
        return Collections.unmodifiableSet(used);
    }

    /** {@code id}, {@code {id: value}} or {@code {id: {settings}}}; a bare number is {@code {constant: number}}. */
    Optional<BoundNode<Spec<?>>> reference(PluginKind kind, YamlNode node, String path) {
        return named(kind, node, path).flatMap(namedPlugin -> settings(kind, namedPlugin, Optional.empty(), path));
    }

    /** Layers one after another; a single one needs no list. */
    Optional<BoundNode<Layers>> layers(YamlNode node) {
        List<YamlNode> items = node instanceof SequenceNode sequenceNode ? sequenceNode.items() : List.of(node);
        List<YamlNode> normal = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        int before = collector.count();
        for (YamlNode item : items) {
            for (String copy : copies(item)) {
                copy(item, copy).ifPresent(boundNode -> {
                    normal.add(boundNode.normal());
                    parts.add(boundNode.value());
                });
            }
        }
        return collector.count() > before
                ? Optional.empty()
                : Optional.of(new BoundNode<>(new SequenceNode(node.place(), normal), new Layers(parts)));
    }

    /** Returns what stands behind given names in each of the layers that {@code times: n} asks for. */
    private List<String> copies(YamlNode item) {
        if (!(item instanceof MappingNode mappingNode)
                || mappingNode.get("times").isEmpty()) {
            return List.of("");
        }
        int count = whole(mappingNode.get("times").orElseThrow());
        return IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList();
    }

    /** Returns a layer with an ordinal behind its given name, and behind those of all layers inside it. */
    private Optional<BoundNode<Part>> copy(YamlNode item, String ordinal) {
        String outer = suffixes.getFirst();
        suffixes.push(outer + ordinal);
        try {
            return part(item);
        } finally {
            suffixes.pop();
        }
    }

    /** Returns the part that a tie means: in a copied block the one beside it, if there is such a one. */
    private String tied(String tie) {
        return suffixes.stream()
                .map(suffix -> tie + suffix)
                .filter(names::has)
                .findFirst()
                .orElse(tie);
    }

    private int whole(YamlNode times) {
        int before = collector.count();
        int count = scalarBinder
                .bind(int.class, times, "times")
                .map(b -> (int) b.value())
                .orElse(0);
        if (collector.count() == before && (count < 1 || count > 1000)) {
            collector.add(times.place(), "times", "must be between 1 and 1000, found " + count);
            return 0;
        }
        return count;
    }

    private Optional<BoundNode<Part>> part(YamlNode node) {
        int before = collector.count();
        Optional<String> given = beside("name", String.class, node).map(name -> name + suffixes.getFirst());
        boolean frozen = beside("frozen", Boolean.class, node).orElse(false);
        Optional<String> tie = beside("tie", String.class, node).map(this::tied);
        Optional<NamedPlugin> found = named(PluginKind.LAYER, node, given.orElse("model"));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        NamedPlugin namedPlugin = found.get();
        String name = names.name(namedPlugin.id(), given, namedPlugin.place());
        if (given.isEmpty() && registry.find(PluginKind.LAYER, namedPlugin.id()).isEmpty()) {
            names.doubt();
        }
        tie.filter(t -> !names.has(t) || t.equals(name))
                .ifPresent(t -> collector.add(
                        namedPlugin.place(), name, "tie: there is no part \"" + t + "\" before this one"));
        PartNode partNode = new PartNode(name, frozen, tie);
        return settings(PluginKind.LAYER, namedPlugin, Optional.of(partNode), name)
                .filter(boundNode -> collector.count() == before)
                .map(boundNode ->
                        new BoundNode<>(boundNode.normal(), new Part(name, layer(boundNode.value()), frozen, tie)));
    }

    @SuppressWarnings("unchecked") // looked up as a layer
    private static Spec<Layer<?>> layer(Spec<?> spec) {
        return (Spec<Layer<?>>) spec;
    }

    private <T> Optional<T> beside(String key, Class<T> type, YamlNode node) {
        return switch (node) {
            case ReferenceNode referenceNode ->
                referenceNode.part().flatMap(part -> switch (key) {
                    case "name" -> Optional.of(type.cast(part.name()));
                    case "frozen" -> Optional.of(type.cast(part.frozen()));
                    default -> part.tie().map(type::cast);
                });
            case MappingNode mappingNode ->
                mappingNode
                        .get(key)
                        .flatMap(n -> scalarBinder.bind(type, n, key))
                        .map(b -> type.cast(b.value()));
            case ScalarNode _, SequenceNode _ -> Optional.empty();
        };
    }

    /** Describes what a reference names, before its settings are read. */
    private record NamedPlugin(String id, Optional<YamlNode> settings, SourcePosition place) {}

    private Optional<NamedPlugin> named(PluginKind kind, YamlNode node, String path) {
        return switch (node) {
            case ReferenceNode referenceNode ->
                Optional.of(new NamedPlugin(
                        referenceNode.id(), Optional.of(referenceNode.settings()), referenceNode.place()));
            case ScalarNode scalarNode
            when scalarNode.text().isPresent() ->
                Optional.of(new NamedPlugin(scalarNode.text().get(), Optional.empty(), scalarNode.place()));
            case ScalarNode scalarNode
            when scalarNode.plain() instanceof Number
                    && registry.find(kind, CONSTANT).isPresent() ->
                Optional.of(new NamedPlugin(CONSTANT, Optional.of(scalarNode), scalarNode.place()));
            case MappingNode mappingNode -> oneKey(kind, mappingNode, path);
            case SequenceNode sequenceNode
            when kind == PluginKind.LAYER && registry.find(kind, BLOCK).isPresent() ->
                Optional.of(new NamedPlugin(BLOCK, Optional.of(sequenceNode), sequenceNode.place()));
            default -> {
                collector.add(node.place(), path, "expected a " + kind.one() + ", found " + node.described());
                yield Optional.empty();
            }
        };
    }

    private Optional<NamedPlugin> oneKey(PluginKind kind, MappingNode mappingNode, String path) {
        List<MappingEntry> plugins = mappingNode.entries().stream()
                .filter(entry -> kind != PluginKind.LAYER || !BESIDE.contains(entry.key()))
                .toList();
        if (plugins.size() == 1) {
            MappingEntry entry = plugins.getFirst();
            return Optional.of(new NamedPlugin(entry.key(), Optional.of(entry.value()), entry.place()));
        }
        List<String> keys = plugins.stream().map(MappingEntry::key).toList();
        Optional<String> likely = keys.stream()
                .filter(key -> registry.find(kind, key).isPresent())
                .findFirst();
        collector.add(
                mappingNode.place(),
                path,
                "expected one " + kind.one() + ", found "
                        + (keys.isEmpty() ? "none" : "several keys: " + String.join(", ", keys)),
                likely.map(id -> "indent settings below their plugin: " + id + ": {…}")
                        .orElse("write {id: {setting: value}}"));
        return Optional.empty();
    }

    private Optional<BoundNode<Spec<?>>> settings(
            PluginKind kind, NamedPlugin namedPlugin, Optional<PartNode> part, String path) {
        Optional<PluginProvider> found = registry.find(kind, namedPlugin.id());
        if (NOT_FINITE.matcher(namedPlugin.id()).matches()) {
            collector.add(namedPlugin.place(), path, "expected a finite number, found " + namedPlugin.id());
            return Optional.empty();
        }
        if (found.isEmpty()) {
            List<String> ids = registry.ids(kind);
            List<String> meant = kind == PluginKind.DATASET
                    ? NamedFile.help(namedPlugin.id())
                    : FamiliarPart.help(kind, namedPlugin.id());
            collector.add(
                    namedPlugin.place(),
                    path,
                    "there is no " + kind.one() + " \"" + namedPlugin.id() + "\"."
                            + NearestName.question(namedPlugin.id(), ids),
                    Stream.concat(meant.stream(), registry.help(kind, namedPlugin.id()).stream())
                            .toArray(String[]::new));
            return Optional.empty();
        }
        PluginProvider provider = found.get();
        used.add(provider);
        SettingOwner owner = new SettingOwner(provider.id(), provider.named(), namedPlugin.place(), path);
        YamlNode given = namedPlugin.settings().orElse(new ScalarNode(namedPlugin.place(), Optional.empty()));
        return binder.mapping(provider.config(), given, owner)
                .flatMap(mappingNode -> binder.bind(provider.config(), mappingNode, owner))
                .map(boundNode -> new BoundNode<>(
                        new ReferenceNode(
                                namedPlugin.place(),
                                provider.id(),
                                (MappingNode) boundNode.normal(),
                                ConfigSetting.names(provider.config()),
                                part),
                        spec(provider, boundNode.value(), owner)));
    }

    private Spec<?> spec(PluginProvider provider, Record config, SettingOwner owner) {
        try {
            return registry.spec(provider, config);
        } catch (PluginFailure failure) {
            throw new BrokenPlugin(
                    Problem.at(owner.place(), owner.path(), String.valueOf(failure.getMessage())), failure);
        }
    }
}
