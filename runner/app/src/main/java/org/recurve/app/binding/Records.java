package org.recurve.app.binding;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.recurve.api.plugin.Plain;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.app.problem.BrokenPlugin;
import org.recurve.app.problem.Nearest;
import org.recurve.app.problem.Place;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.Scalar;
import org.recurve.app.yaml.Node.Sequence;
import org.recurve.app.yaml.YamlReader;

/** Binds maps to records: unknown and missing settings, defaults, bounds, and what the record's constructor objects to. */
final class Records {
    private final Binder binder;
    private final Problems problems;

    Records(Binder binder, Problems problems) {
        this.binder = binder;
        this.problems = problems;
    }

    Optional<Bound<Record>> bind(Class<? extends Record> type, Mapping given, Owner owner) {
        List<Setting> settings = Setting.of(type);
        int before = problems.count();
        Set<String> meant = unknown(settings, given, owner);
        List<Entry> normal = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (Setting setting : settings) {
            Optional<Entry> entry = entry(setting, given);
            if (entry.isEmpty() && !setting.isOptional() && !meant.contains(setting.name())) {
                missing(setting, owner);
            }
            if (entry.isEmpty()) {
                values.add(Optional.empty());
                continue;
            }
            entry.flatMap(e -> bound(setting, e, owner)).ifPresent(bound -> {
                Place place = entry.map(Entry::place).orElse(owner.place());
                normal.add(new Entry(setting.name(), place, bound.normal()));
                values.add(bound.value());
            });
        }
        if (problems.count() > before) {
            return Optional.empty();
        }
        Mapping filled = new Mapping(given.place(), normal);
        return construct(type, values, owner).map(record -> new Bound<>(filled, record));
    }

    /** Reports settings that do not exist; gives those that were probably meant, which are not reported as missing too. */
    private Set<String> unknown(List<Setting> settings, Mapping given, Owner owner) {
        List<String> names = settings.stream().map(Setting::name).toList();
        Set<String> meant = new HashSet<>();
        for (Entry entry : given.entries()) {
            if (!names.contains(entry.key())) {
                Nearest.to(entry.key(), names).ifPresent(meant::add);
                problems.add(
                        entry.place(),
                        owner.below(entry.key()),
                        owner.title() + " has no setting \"" + entry.key() + "\"."
                                + Nearest.question(entry.key(), names),
                        names.isEmpty() ? "" : "settings of " + owner.named() + ": " + String.join(", ", names));
            }
        }
        return meant;
    }

    /** What is given, or the default. */
    private Optional<Entry> entry(Setting setting, Mapping given) {
        return given.entry(setting.name())
                .or(() -> setting.fallback().map(text -> {
                    Node node = YamlReader.value("the default of " + setting.name(), text, problems);
                    return new Entry(setting.name(), node.place(), node);
                }));
    }

    private void missing(Setting setting, Owner owner) {
        String doc = setting.doc().isEmpty() ? "" : " (" + setting.doc() + ")";
        problems.add(
                owner.place(),
                owner.below(setting.name()),
                owner.title() + " needs \"" + setting.name() + "\"" + doc + ", and it is missing");
    }

    private Optional<? extends Bound<?>> bound(Setting setting, Entry entry, Owner owner) {
        String path = owner.below(setting.name());
        if (entry.value() instanceof Scalar scalar && scalar.value().isEmpty()) {
            problems.add(
                    entry.place(),
                    path,
                    "nothing stands behind \"" + entry.key() + "\"; give a value, or leave it out");
            return Optional.empty();
        }
        Optional<? extends Bound<?>> bound = binder.bind(setting.type(), entry.value(), path);
        bound.ifPresent(b -> limits(setting, b.normal(), path));
        return bound;
    }

    /** The normal form of a value that a setting has; empty, and reported, if it cannot have it. */
    Optional<Node> reads(Setting setting, Node value) {
        int before = problems.count();
        Owner owner = new Owner(setting.name(), setting.name(), value.place(), setting.name());
        Optional<Node> normal = bound(setting, new Entry(setting.name(), value.place(), value), owner)
                .map(Bound::normal);
        return problems.count() > before ? Optional.empty() : normal;
    }

    private void limits(Setting setting, Node normal, String path) {
        numbers(normal)
                .forEach(number -> setting.objection(((Number) number.plain()).doubleValue())
                        .ifPresent(objection ->
                                problems.add(number.place(), path, objection + ", found " + number.plain())));
    }

    private static Stream<Scalar> numbers(Node node) {
        return switch (node) {
            case Scalar scalar -> Stream.of(scalar).filter(s -> s.plain() instanceof Number);
            case Sequence sequence -> sequence.items().stream().flatMap(Records::numbers);
            case Mapping _, Node.Reference _ -> Stream.empty();
        };
    }

    /** Reports the defaults of a record that could not be bound if they were needed. */
    void demandDefaults(Class<? extends Record> type, Owner owner) {
        for (Setting setting : Setting.of(type)) {
            entry(setting, new Mapping(owner.place(), List.of()))
                    .ifPresent(standard -> bound(setting, standard, owner));
        }
    }

    /** A record inside a record; a bare value fills its main setting. */
    Optional<Bound<Record>> nested(Class<? extends Record> type, Node node, String path) {
        String title = path.substring(path.lastIndexOf('.') + 1);
        Owner owner = new Owner(title, title, node.place(), path);
        return mapping(type, node, owner).flatMap(mapping -> bind(type, mapping, owner));
    }

    /** Settings as a map: as they are, or a bare value as the main one. */
    Optional<Mapping> mapping(Class<? extends Record> type, Node node, Owner owner) {
        if (node instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        if (node instanceof Scalar scalar && scalar.value().isEmpty()) {
            return Optional.of(new Mapping(node.place(), List.of()));
        }
        Optional<Mapping> main = Setting.of(type).stream()
                .filter(Setting::isMain)
                .findFirst()
                .map(s -> new Mapping(node.place(), List.of(new Entry(s.name(), node.place(), node))));
        if (main.isEmpty()) {
            List<String> names = Setting.names(type);
            problems.add(
                    node.place(),
                    owner.path(),
                    names.isEmpty()
                            ? owner.title() + " has no settings; leave out " + node.described()
                            : owner.title() + " takes settings by name (" + String.join(", ", names) + "), found "
                                    + node.described());
        }
        return main;
    }

    /** A type that reads itself from plain data. */
    Optional<Bound<Object>> plain(Class<?> type, Node node, String path) {
        try {
            Object value = type.getMethod("of", Object.class).invoke(null, node.plain());
            return Optional.of(new Bound<>(node(node.place(), ((Plain) value).plain()), value));
        } catch (InvocationTargetException e) {
            return objected(e, type, node.place(), path);
        } catch (ExceptionInInitializerError e) {
            throw failed(e.getException(), type, node.place(), path);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " lacks a public static method of(Object)", e);
        }
    }

    private static Node node(Place place, Object plain) {
        return switch (plain) {
            case List<?> list ->
                new Sequence(place, list.stream().map(item -> node(place, item)).toList());
            case Map<?, ?> map ->
                new Mapping(
                        place,
                        map.entrySet().stream()
                                .map(e -> new Entry((String) e.getKey(), place, node(place, e.getValue())))
                                .toList());
            case Integer number -> Scalar.of(place, number.longValue());
            case Float number -> Scalar.of(place, Double.valueOf(number.toString()));
            default -> Scalar.of(place, plain);
        };
    }

    private Optional<Record> construct(Class<? extends Record> type, List<Object> values, Owner owner) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return Optional.of(type.getConstructor(types).newInstance(values.toArray()));
        } catch (InvocationTargetException e) {
            return objected(e, type, owner.place(), owner.path());
        } catch (ExceptionInInitializerError e) {
            throw failed(e.getException(), type, owner.place(), owner.path());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " is not public; a config record must be", e);
        }
    }

    private <T> Optional<T> objected(InvocationTargetException e, Class<?> type, Place place, String path) {
        if (e.getCause() instanceof IllegalArgumentException objection) {
            problems.add(place, path, String.valueOf(objection.getMessage()));
            return Optional.empty();
        }
        throw failed(Objects.requireNonNullElse(e.getCause(), e), type, place, path);
    }

    private static BrokenPlugin failed(Throwable e, Class<?> type, Place place, String path) {
        PluginFailure failure = PluginFailure.ofSettings(type, e);
        return new BrokenPlugin(Problem.at(place, path, String.valueOf(failure.getMessage())), failure);
    }
}
