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
import org.recurve.app.plugins.Kind;
import org.recurve.app.plugins.Provider;
import org.recurve.app.plugins.Registry;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.Sequence;

/**
 * Binds nodes to the types that config records are made of. What cannot be bound is reported and left empty, and the rest
 * is bound nevertheless, so that the user hears of every problem at once.
 */
public final class Binder {
    private final Problems problems;
    private final Scalars scalars;
    private final Records records;
    private final References references;

    public Binder(Registry registry, Names names, Problems problems) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
        this.records = new Records(this, problems);
        this.references = new References(registry, names, records, problems);
    }

    /** The settings of a section or plugin. */
    public <R extends Record> Optional<Bound<R>> record(Class<R> type, Mapping given, Owner owner) {
        return records.bind(type, given, owner).map(b -> new Bound<>(b.normal(), type.cast(b.value())));
    }

    /** The normal form of a value that a setting has; empty, and reported, if it cannot have it. */
    public Optional<Node> setting(Setting setting, Node value) {
        return records.reads(setting, value);
    }

    /** Reports each default of a config record that could not be bound. */
    void demandDefaults(Class<? extends Record> type, Owner owner) {
        records.demandDefaults(type, owner);
    }

    /** A reference to a plugin of this kind. */
    public Optional<Bound<Spec<?>>> reference(Kind kind, Node node, String path) {
        return references.reference(kind, node, path);
    }

    /** The plugins that were named so far. */
    public Set<Provider> used() {
        return references.used();
    }

    /** Any type that a config record's component may have. */
    Optional<? extends Bound<?>> bind(Type type, Node node, String path) {
        return switch (type) {
            case Class<?> c -> bindClass(c, node, path);
            case WildcardType wildcard -> bind(wildcard.getUpperBounds()[0], node, path);
            case ParameterizedType generic -> bindGeneric(generic, node, path);
            default -> throw new IllegalStateException("a config record cannot have a component of " + type);
        };
    }

    private Optional<? extends Bound<?>> bindClass(Class<?> type, Node node, String path) {
        if (type == Node.class) {
            return Optional.of(new Bound<>(node, node));
        }
        if (type == Layers.class) {
            return references.layers(node);
        }
        if (Scalars.isScalar(type)) {
            return scalars.bind(type, node, path);
        }
        if (Plain.class.isAssignableFrom(type)) {
            return records.plain(type, node, path);
        }
        return records.nested(type.asSubclass(Record.class), node, path);
    }

    private Optional<? extends Bound<?>> bindGeneric(ParameterizedType type, Node node, String path) {
        Type last = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
        return switch (((Class<?>) type.getRawType()).getName()) {
            case "java.util.Optional" ->
                bind(last, node, path).map(b -> new Bound<>(b.normal(), Optional.of(b.value())));
            case "java.util.List" -> list(last, node, path);
            case "java.util.Map" -> map(last, node, path);
            case "org.recurve.api.plugin.Spec" -> references.reference(kind(last), node, path);
            default -> throw new IllegalStateException("a config record cannot have a component of " + type);
        };
    }

    static Kind kind(Type service) {
        Type type = service instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : service;
        Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
        return Kind.of((Class<?>) raw)
                .orElseThrow(() -> new IllegalStateException("there are no plugins of the kind " + raw));
    }

    /** A list; what is no list stands for a list of one. */
    private Optional<Bound<List<?>>> list(Type type, Node node, String path) {
        List<Node> items = node instanceof Sequence sequence ? sequence.items() : List.of(node);
        return each(items, (item, position) -> bind(type, item, path))
                .map(bound -> new Bound<>(
                        new Sequence(
                                node.place(),
                                bound.stream().<Node>map(Bound::normal).toList()),
                        bound.stream().map(Bound::value).toList()));
    }

    /** A map of names to values; it has no order of its own, so its keys are sorted. */
    private Optional<Bound<Map<String, ?>>> map(Type type, Node node, String path) {
        if (!(node instanceof Mapping mapping)) {
            problems.add(node.place(), path, "expected names with values, found " + node.described());
            return Optional.empty();
        }
        List<Entry> entries = mapping.entries();
        List<Node> values = entries.stream().map(Entry::value).toList();
        return each(
                        values,
                        (value, at) ->
                                bind(type, value, path + "." + entries.get(at).key()))
                .map(bound -> {
                    Map<String, Object> sorted = new TreeMap<>();
                    List<Entry> normal = new ArrayList<>();
                    for (int i = 0; i < bound.size(); i++) {
                        Entry entry = entries.get(i);
                        sorted.put(entry.key(), bound.get(i).value());
                        normal.add(new Entry(
                                entry.key(), entry.place(), bound.get(i).normal()));
                    }
                    return new Bound<>(
                            new Mapping(node.place(), normal), java.util.Collections.unmodifiableMap(sorted));
                });
    }

    /** Binds each one; empty if any cannot be bound, but only after all were tried. */
    static <T> Optional<List<? extends Bound<?>>> each(
            List<T> items, BiFunction<T, Integer, Optional<? extends Bound<?>>> bind) {
        List<Bound<?>> bound = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            bind.apply(items.get(i), i).ifPresent(bound::add);
        }
        return bound.size() == items.size() ? Optional.of(bound) : Optional.empty();
    }
}
