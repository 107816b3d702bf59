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
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Part;
import org.recurve.api.plugin.Spec;
import org.recurve.app.plugins.Kind;
import org.recurve.app.plugins.Provider;
import org.recurve.app.plugins.Registry;
import org.recurve.app.problem.Nearest;
import org.recurve.app.problem.Place;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.PartOf;
import org.recurve.app.yaml.Node.Reference;
import org.recurve.app.yaml.Node.Scalar;
import org.recurve.app.yaml.Node.Sequence;

/** Plugin references, and layers with what stands beside them. */
final class References {
    /** Numbers of YAML that no setting takes. */
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(inf|nan)", Pattern.CASE_INSENSITIVE);

    private static final Set<String> BESIDE = Set.of("name", "times", "frozen", "tie");
    private static final String BLOCK = "block";
    private static final String CONSTANT = "constant";

    private final Registry registry;
    private final Names names;
    private final Records records;
    private final Problems problems;
    private final Scalars scalars;
    private final Set<Provider> used = new LinkedHashSet<>();
    private final Deque<String> suffixes = new ArrayDeque<>(List.of(""));

    References(Registry registry, Names names, Records records, Problems problems) {
        this.registry = registry;
        this.names = names;
        this.records = records;
        this.problems = problems;
        this.scalars = new Scalars(problems);
    }

    /** The plugins that were named, and found, so far. */
    Set<Provider> used() {
        return Collections.unmodifiableSet(used);
    }

    /** {@code id}, {@code {id: value}} or {@code {id: {settings}}}; a bare number is {@code {constant: number}}. */
    Optional<Bound<Spec<?>>> reference(Kind kind, Node node, String path) {
        return named(kind, node, path).flatMap(named -> settings(kind, named, Optional.empty(), path));
    }

    /** Layers one after another; a single one needs no list. */
    Optional<Bound<Layers>> layers(Node node) {
        List<Node> items = node instanceof Sequence sequence ? sequence.items() : List.of(node);
        List<Node> normal = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        int before = problems.count();
        for (Node item : items) {
            for (String copy : copies(item)) {
                copy(item, copy).ifPresent(bound -> {
                    normal.add(bound.normal());
                    parts.add(bound.value());
                });
            }
        }
        return problems.count() > before
                ? Optional.empty()
                : Optional.of(new Bound<>(new Sequence(node.place(), normal), new Layers(parts)));
    }

    /** What stands behind given names in each of the layers that {@code times: n} asks for. */
    private List<String> copies(Node item) {
        if (!(item instanceof Mapping mapping) || mapping.get("times").isEmpty()) {
            return List.of("");
        }
        int count = whole(mapping.get("times").orElseThrow());
        return IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList();
    }

    /** A layer with an ordinal behind its given name, and behind those of all layers inside it. */
    private Optional<Bound<Part>> copy(Node item, String ordinal) {
        String outer = suffixes.getFirst();
        suffixes.push(outer + ordinal);
        try {
            return part(item);
        } finally {
            suffixes.pop();
        }
    }

    /** The part that a tie means: in a copied block the one beside it, if there is such a one. */
    private String tied(String tie) {
        return suffixes.stream()
                .map(suffix -> tie + suffix)
                .filter(names::has)
                .findFirst()
                .orElse(tie);
    }

    private int whole(Node times) {
        int before = problems.count();
        int count = scalars.bind(int.class, times, "times")
                .map(b -> (int) b.value())
                .orElse(0);
        if (problems.count() == before && (count < 1 || count > 1000)) {
            problems.add(times.place(), "times", "must be between 1 and 1000, found " + count);
            return 0;
        }
        return count;
    }

    private Optional<Bound<Part>> part(Node node) {
        int before = problems.count();
        Optional<String> given = beside("name", String.class, node).map(name -> name + suffixes.getFirst());
        boolean frozen = beside("frozen", Boolean.class, node).orElse(false);
        Optional<String> tie = beside("tie", String.class, node).map(this::tied);
        Optional<Named> found = named(Kind.LAYER, node, given.orElse("model"));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Named named = found.get();
        String name = names.name(named.id(), given, named.place());
        if (given.isEmpty() && registry.find(Kind.LAYER, named.id()).isEmpty()) {
            names.doubt();
        }
        tie.filter(t -> !names.has(t) || t.equals(name))
                .ifPresent(
                        t -> problems.add(named.place(), name, "tie: there is no part \"" + t + "\" before this one"));
        PartOf partOf = new PartOf(name, frozen, tie);
        return settings(Kind.LAYER, named, Optional.of(partOf), name)
                .filter(bound -> problems.count() == before)
                .map(bound -> new Bound<>(bound.normal(), new Part(name, layer(bound.value()), frozen, tie)));
    }

    @SuppressWarnings("unchecked") // looked up as a layer
    private static Spec<Layer<?>> layer(Spec<?> spec) {
        return (Spec<Layer<?>>) spec;
    }

    private <T> Optional<T> beside(String key, Class<T> type, Node node) {
        return switch (node) {
            case Reference reference ->
                reference.part().flatMap(part -> switch (key) {
                    case "name" -> Optional.of(type.cast(part.name()));
                    case "frozen" -> Optional.of(type.cast(part.frozen()));
                    default -> part.tie().map(type::cast);
                });
            case Mapping mapping ->
                mapping.get(key).flatMap(n -> scalars.bind(type, n, key)).map(b -> type.cast(b.value()));
            case Scalar _, Sequence _ -> Optional.empty();
        };
    }

    /** What a reference names, before its settings are read. */
    private record Named(String id, Optional<Node> settings, Place place) {}

    private Optional<Named> named(Kind kind, Node node, String path) {
        return switch (node) {
            case Reference reference ->
                Optional.of(new Named(reference.id(), Optional.of(reference.settings()), reference.place()));
            case Scalar scalar
            when scalar.text().isPresent() ->
                Optional.of(new Named(scalar.text().get(), Optional.empty(), scalar.place()));
            case Scalar scalar
            when scalar.plain() instanceof Number
                    && registry.find(kind, CONSTANT).isPresent() ->
                Optional.of(new Named(CONSTANT, Optional.of(scalar), scalar.place()));
            case Mapping mapping -> oneKey(kind, mapping, path);
            case Sequence sequence
            when kind == Kind.LAYER && registry.find(kind, BLOCK).isPresent() ->
                Optional.of(new Named(BLOCK, Optional.of(sequence), sequence.place()));
            default -> {
                problems.add(node.place(), path, "expected a " + kind.one() + ", found " + node.described());
                yield Optional.empty();
            }
        };
    }

    private Optional<Named> oneKey(Kind kind, Mapping mapping, String path) {
        List<Entry> plugins = mapping.entries().stream()
                .filter(entry -> kind != Kind.LAYER || !BESIDE.contains(entry.key()))
                .toList();
        if (plugins.size() == 1) {
            Entry entry = plugins.getFirst();
            return Optional.of(new Named(entry.key(), Optional.of(entry.value()), entry.place()));
        }
        List<String> keys = plugins.stream().map(Entry::key).toList();
        Optional<String> likely = keys.stream()
                .filter(key -> registry.find(kind, key).isPresent())
                .findFirst();
        problems.add(
                mapping.place(),
                path,
                "expected one " + kind.one() + ", found "
                        + (keys.isEmpty() ? "none" : "several keys: " + String.join(", ", keys)),
                likely.map(id -> "settings stand below their plugin, indented further: " + id + ": {…}")
                        .orElse("write {id: {setting: value}}"));
        return Optional.empty();
    }

    private Optional<Bound<Spec<?>>> settings(Kind kind, Named named, Optional<PartOf> part, String path) {
        Optional<Provider> found = registry.find(kind, named.id());
        if (NOT_FINITE.matcher(named.id()).matches()) {
            problems.add(named.place(), path, "expected a finite number, found " + named.id());
            return Optional.empty();
        }
        if (found.isEmpty()) {
            List<String> ids = registry.ids(kind);
            problems.add(
                    named.place(),
                    path,
                    "there is no " + kind.one() + " \"" + named.id() + "\"." + Nearest.question(named.id(), ids),
                    kind.many() + ": " + (ids.isEmpty() ? "none were found" : String.join(", ", ids)));
            return Optional.empty();
        }
        Provider provider = found.get();
        used.add(provider);
        Owner owner = new Owner(provider.id(), provider.named(), named.place(), path);
        Node given = named.settings().orElse(new Scalar(named.place(), Optional.empty()));
        return records.mapping(provider.config(), given, owner)
                .flatMap(mapping -> records.bind(provider.config(), mapping, owner))
                .map(bound -> new Bound<>(
                        new Reference(
                                named.place(),
                                provider.id(),
                                (Mapping) bound.normal(),
                                Setting.names(provider.config()),
                                part),
                        new Spec<>(provider.plugin(), bound.value())));
    }
}
