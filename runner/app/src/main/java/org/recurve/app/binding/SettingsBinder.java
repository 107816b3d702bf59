package org.recurve.app.binding;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.recurve.api.model.Layers;
import org.recurve.api.plugin.Plain;
import org.recurve.api.plugin.Spec;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.plugins.PluginProvider;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;

/**
 * Binds nodes to the types that config records are made of. What cannot be bound is reported and left empty, and the rest
 * is bound nevertheless, so that the user hears of every problem at once.
 */
public final class SettingsBinder {
    private final PluginRegistry registry;
    private final ProblemCollector collector;
    private final boolean confidential;
    private final ScalarBinder binder;
    private final RecordBinder recordBinder;
    private final PluginReferences references;

    public SettingsBinder(PluginRegistry registry, PartNames names, ProblemCollector collector) {
        this(registry, names, collector, false);
    }

    private SettingsBinder(PluginRegistry registry, PartNames names, ProblemCollector collector, boolean confidential) {
        this.registry = registry;
        this.collector = collector;
        this.confidential = confidential;
        this.binder = new ScalarBinder(collector);
        this.recordBinder = new RecordBinder(this, collector);
        this.references = new PluginReferences(registry, names, recordBinder, collector);
    }

    /** Returns a binder of what stands on the command line and is stored nowhere: it takes confidential settings, too. */
    public static SettingsBinder ofCommandLine(PluginRegistry registry, PartNames names, ProblemCollector collector) {
        return new SettingsBinder(registry, names, collector, true);
    }

    /** Returns whether there is a layer of this id. */
    boolean isLayer(String id) {
        return registry.find(PluginKind.LAYER, id).isPresent();
    }

    boolean takesConfidential() {
        return confidential;
    }

    /** Returns the settings of a section or plugin. */
    public <R extends Record> Optional<BoundNode<R>> record(Class<R> type, MappingNode given, SettingOwner owner) {
        return recordBinder.bind(type, given, owner).map(b -> new BoundNode<>(b.normal(), type.cast(b.value())));
    }

    /** Returns the normal form of a value that a setting has; empty, and reported, if it cannot have it. */
    public Optional<YamlNode> setting(ConfigSetting setting, YamlNode value) {
        return recordBinder.reads(setting, value);
    }

    /** Reports each default of a config record that could not be bound. */
    void demandDefaults(Class<? extends Record> type, SettingOwner owner) {
        recordBinder.demandDefaults(type, owner);
    }

    /** Returns a reference to a plugin of this kind. */
    public Optional<BoundNode<Spec<?>>> reference(PluginKind kind, YamlNode node, String path) {
        return references.reference(kind, node, path);
    }

    /** Returns the plugins that were named so far. */
    public Set<PluginProvider> used() {
        return references.used();
    }

    /** Any type that a config record's component may have. */
    Optional<? extends BoundNode<?>> bind(Type type, YamlNode node, String path) {
        return switch (type) {
            case Class<?> c -> bindClass(c, node, path);
            case WildcardType wildcard -> bind(wildcard.getUpperBounds()[0], node, path);
            case ParameterizedType generic -> bindGeneric(generic, node, path);
            default -> throw new IllegalStateException("a config record cannot have a component of " + type);
        };
    }

    private Optional<? extends BoundNode<?>> bindClass(Class<?> type, YamlNode node, String path) {
        if (type == YamlNode.class) {
            return Optional.of(new BoundNode<>(node, node));
        }
        if (type == Layers.class) {
            return references.layers(node);
        }
        if (ScalarBinder.isScalar(type)) {
            return binder.bind(type, node, path);
        }
        if (Plain.class.isAssignableFrom(type)) {
            return recordBinder.plain(type, node, path);
        }
        return recordBinder.nested(type.asSubclass(Record.class), node, path);
    }

    private Optional<? extends BoundNode<?>> bindGeneric(ParameterizedType type, YamlNode node, String path) {
        Type last = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
        return switch (((Class<?>) type.getRawType()).getName()) {
            case "java.util.Optional" ->
                bind(last, node, path).map(b -> new BoundNode<>(b.normal(), Optional.of(b.value())));
            case "java.util.List" -> list(last, node, path);
            case "java.util.Map" -> map(last, node, path);
            case "org.recurve.api.plugin.Spec" -> references.reference(kind(last), node, path);
            default -> throw new IllegalStateException("a config record cannot have a component of " + type);
        };
    }

    /** Returns the kind of the plugins that implement a service. */
    public static PluginKind kind(Type service) {
        Type type = service instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : service;
        Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
        return PluginKind.of((Class<?>) raw)
                .orElseThrow(() -> new IllegalStateException("there are no plugins of the kind " + raw));
    }

    /** Returns a list; what is no list stands for a list of one. */
    private Optional<BoundNode<List<?>>> list(Type type, YamlNode node, String path) {
        List<YamlNode> items = node instanceof SequenceNode sequenceNode ? sequenceNode.items() : List.of(node);
        return each(items, (item, position) -> bind(type, item, path))
                .map(bound -> new BoundNode<>(
                        new SequenceNode(
                                node.place(),
                                bound.stream().<YamlNode>map(BoundNode::normal).toList()),
                        bound.stream().map(BoundNode::value).toList()));
    }

    /** Returns a map of names to values; it has no order of its own, so its keys are sorted. */
    private Optional<BoundNode<Map<String, ?>>> map(Type type, YamlNode node, String path) {
        if (!(node instanceof MappingNode mappingNode)) {
            collector.add(node.place(), path, "expected names with values, found " + node.described());
            return Optional.empty();
        }
        List<MappingEntry> entries = mappingNode.entries();
        List<YamlNode> values = entries.stream().map(MappingEntry::value).toList();
        return each(
                        values,
                        (value, at) ->
                                bind(type, value, path + "." + entries.get(at).key()))
                .map(bound -> {
                    Map<String, Object> sorted = new TreeMap<>();
                    List<MappingEntry> normal = new ArrayList<>();
                    for (int i = 0; i < bound.size(); i++) {
                        MappingEntry entry = entries.get(i);
                        sorted.put(entry.key(), bound.get(i).value());
                        normal.add(new MappingEntry(
                                entry.key(), entry.place(), bound.get(i).normal()));
                    }
                    return new BoundNode<>(
                            new MappingNode(node.place(), normal), java.util.Collections.unmodifiableMap(sorted));
                });
    }

    /** Binds each one; empty if any cannot be bound, but only after all were tried. */
    static <T> Optional<List<? extends BoundNode<?>>> each(
            List<T> items, BiFunction<T, Integer, Optional<? extends BoundNode<?>>> bind) {
        List<BoundNode<?>> bound = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            bind.apply(items.get(i), i).ifPresent(bound::add);
        }
        return bound.size() == items.size() ? Optional.of(bound) : Optional.empty();
    }
}
