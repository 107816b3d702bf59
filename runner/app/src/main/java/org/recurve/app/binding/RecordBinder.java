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
import org.recurve.api.model.Layers;
import org.recurve.api.plugin.Plain;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.app.problem.BrokenPlugin;
import org.recurve.app.problem.NearestName;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;
import org.recurve.app.yaml.YamlReader;

/** Binds maps to records: unknown and missing settings, defaults, bounds, and what the record's constructor objects to. */
final class RecordBinder {
    private final SettingsBinder binder;
    private final ProblemCollector collector;

    RecordBinder(SettingsBinder binder, ProblemCollector collector) {
        this.binder = binder;
        this.collector = collector;
    }

    Optional<BoundNode<Record>> bind(Class<? extends Record> type, MappingNode given, SettingOwner owner) {
        List<ConfigSetting> settings = ConfigSetting.of(type);
        int before = collector.count();
        Set<String> meant = unknown(settings, given, owner);
        List<MappingEntry> normal = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (ConfigSetting setting : settings) {
            Optional<MappingEntry> entry = entry(setting, given);
            if (setting.isConfidential() && !binder.takesConfidential() && isAsked(setting, given)) {
                confidential(setting, given, owner);
                continue;
            }
            if (entry.isEmpty() && !setting.isOptional() && !meant.contains(setting.name())) {
                missing(setting, owner);
            }
            if (entry.isEmpty()) {
                values.add(Optional.empty());
                continue;
            }
            entry.flatMap(e -> bound(setting, e, owner)).ifPresent(bound -> {
                SourcePosition position = entry.map(MappingEntry::place).orElse(owner.place());
                normal.add(new MappingEntry(setting.name(), position, bound.normal()));
                values.add(bound.value());
            });
        }
        if (collector.count() > before) {
            return Optional.empty();
        }
        MappingNode filled = new MappingNode(given.place(), normal);
        return construct(type, values, owner).map(record -> new BoundNode<>(filled, record));
    }

    /** Reports settings that do not exist; gives those that were probably meant, which are not reported as missing too. */
    private Set<String> unknown(List<ConfigSetting> settings, MappingNode given, SettingOwner owner) {
        List<String> names = settings.stream().map(ConfigSetting::name).toList();
        Set<String> meant = new HashSet<>();
        for (MappingEntry entry : given.entries()) {
            if (!names.contains(entry.key())) {
                NearestName.to(entry.key(), names).ifPresent(meant::add);
                Optional<String> layers = layers(settings, entry.key());
                layers.ifPresent(meant::add);
                collector.add(
                        entry.place(),
                        owner.below(entry.key()),
                        owner.title() + " has no setting \"" + entry.key() + "\"."
                                + NearestName.question(entry.key(), names),
                        NearestName.elsewhere(entry.key(), names),
                        layers.map(_ -> "put the layer in a list: " + owner.title() + ": [{" + entry.key() + ": …}]")
                                .orElse(""),
                        names.isEmpty() ? "" : "settings of " + owner.named() + ": " + String.join(", ", names));
            }
        }
        return meant;
    }

    /** Returns the setting that a bare list of layers fills, if a layer is named where a setting should be. */
    private Optional<String> layers(List<ConfigSetting> settings, String key) {
        return settings.stream()
                .filter(setting -> setting.isMain() && setting.type() == Layers.class && binder.isLayer(key))
                .map(ConfigSetting::name)
                .findFirst();
    }

    /** Returns what is given, or the default. */
    private Optional<MappingEntry> entry(ConfigSetting setting, MappingNode given) {
        return given.entry(setting.name())
                .or(() -> setting.fallback().map(text -> {
                    YamlNode node = YamlReader.value("the default of " + setting.name(), text, collector);
                    return new MappingEntry(setting.name(), node.place(), node);
                }));
    }

    private static boolean isAsked(ConfigSetting setting, MappingNode given) {
        return given.entry(setting.name()).isPresent() || !setting.isOptional();
    }

    /** A file is stored and shared, and so is what {@code --set} changes of it. */
    private void confidential(ConfigSetting setting, MappingNode given, SettingOwner owner) {
        collector.add(
                given.entry(setting.name()).map(MappingEntry::place).orElse(owner.place()),
                owner.below(setting.name()),
                owner.title() + " takes \"" + setting.name()
                        + "\" on the command line alone, since files are stored and shared",
                "remove " + owner.title() + " here, and add --listen '" + owner.title() + ": {" + setting.name()
                        + ": …}' to the command");
    }

    private void missing(ConfigSetting setting, SettingOwner owner) {
        String doc = setting.doc().isEmpty() ? "" : " (" + setting.doc() + ")";
        collector.add(
                owner.place(),
                owner.below(setting.name()),
                owner.title() + " needs \"" + setting.name() + "\"" + doc + ", and it is missing");
    }

    private Optional<? extends BoundNode<?>> bound(ConfigSetting setting, MappingEntry entry, SettingOwner owner) {
        String path = owner.below(setting.name());
        if (entry.value() instanceof ScalarNode scalarNode && scalarNode.value().isEmpty()) {
            collector.add(
                    entry.place(),
                    path,
                    "there is no value for \"" + entry.key() + "\"; give a value, or remove the key");
            return Optional.empty();
        }
        Optional<? extends BoundNode<?>> bound = binder.bind(setting.type(), entry.value(), path);
        bound.ifPresent(b -> limits(setting, b.normal(), path));
        return bound;
    }

    /** Returns the normal form of a value that a setting has; empty, and reported, if it cannot have it. */
    Optional<YamlNode> reads(ConfigSetting setting, YamlNode value) {
        int before = collector.count();
        SettingOwner owner = new SettingOwner(setting.name(), setting.name(), value.place(), setting.name());
        Optional<YamlNode> normal = bound(setting, new MappingEntry(setting.name(), value.place(), value), owner)
                .map(BoundNode::normal);
        return collector.count() > before ? Optional.empty() : normal;
    }

    private void limits(ConfigSetting setting, YamlNode normal, String path) {
        numbers(normal)
                .forEach(number -> setting.objection(((Number) number.plain()).doubleValue())
                        .ifPresent(objection ->
                                collector.add(number.place(), path, objection + ", found " + number.plain())));
    }

    private static Stream<ScalarNode> numbers(YamlNode node) {
        return switch (node) {
            case ScalarNode scalarNode -> Stream.of(scalarNode).filter(s -> s.plain() instanceof Number);
            case SequenceNode sequenceNode -> sequenceNode.items().stream().flatMap(RecordBinder::numbers);
            case MappingNode _, YamlNode.ReferenceNode _ -> Stream.empty();
        };
    }

    /** Reports the defaults of a record that could not be bound if they were needed. */
    void demandDefaults(Class<? extends Record> type, SettingOwner owner) {
        for (ConfigSetting setting : ConfigSetting.of(type)) {
            entry(setting, new MappingNode(owner.place(), List.of()))
                    .ifPresent(standard -> bound(setting, standard, owner));
        }
    }

    /** Returns a record inside a record; a bare value fills its main setting. */
    Optional<BoundNode<Record>> nested(Class<? extends Record> type, YamlNode node, String path) {
        String title = path.substring(path.lastIndexOf('.') + 1);
        SettingOwner owner = new SettingOwner(title, title, node.place(), path);
        return mapping(type, node, owner).flatMap(mappingNode -> bind(type, mappingNode, owner));
    }

    /** Settings as a map: as they are, or a bare value as the main one. */
    Optional<MappingNode> mapping(Class<? extends Record> type, YamlNode node, SettingOwner owner) {
        if (node instanceof MappingNode mappingNode) {
            return Optional.of(mappingNode);
        }
        if (node instanceof ScalarNode scalarNode && scalarNode.value().isEmpty()) {
            return Optional.of(new MappingNode(node.place(), List.of()));
        }
        Optional<MappingNode> main = ConfigSetting.of(type).stream()
                .filter(ConfigSetting::isMain)
                .findFirst()
                .map(s -> new MappingNode(node.place(), List.of(new MappingEntry(s.name(), node.place(), node))));
        if (main.isEmpty()) {
            List<String> names = ConfigSetting.names(type);
            collector.add(
                    node.place(),
                    owner.path(),
                    names.isEmpty()
                            ? owner.title() + " has no settings; leave out " + node.described()
                            : owner.title() + " takes settings by name (" + String.join(", ", names) + "), found "
                                    + node.described());
        }
        return main;
    }

    /** Returns a type that reads itself from plain data. */
    Optional<BoundNode<Object>> plain(Class<?> type, YamlNode node, String path) {
        try {
            Object value = type.getMethod("of", Object.class).invoke(null, node.plain());
            return Optional.of(new BoundNode<>(node(node.place(), ((Plain) value).plain()), value));
        } catch (InvocationTargetException e) {
            return objected(e, type, node.place(), path);
        } catch (ExceptionInInitializerError e) {
            throw failed(e.getException(), type, node.place(), path);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " lacks a public static method of(Object)", e);
        }
    }

    private static YamlNode node(SourcePosition position, Object plain) {
        return switch (plain) {
            case List<?> list ->
                new SequenceNode(
                        position,
                        list.stream().map(item -> node(position, item)).toList());
            case Map<?, ?> map ->
                new MappingNode(
                        position,
                        map.entrySet().stream()
                                .map(e -> new MappingEntry((String) e.getKey(), position, node(position, e.getValue())))
                                .toList());
            case Integer number -> ScalarNode.of(position, number.longValue());
            case Float number -> ScalarNode.of(position, Double.valueOf(number.toString()));
            default -> ScalarNode.of(position, plain);
        };
    }

    private Optional<Record> construct(Class<? extends Record> type, List<Object> values, SettingOwner owner) {
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

    private <T> Optional<T> objected(InvocationTargetException e, Class<?> type, SourcePosition position, String path) {
        if (e.getCause() instanceof IllegalArgumentException objection) {
            collector.add(position, path, String.valueOf(objection.getMessage()));
            return Optional.empty();
        }
        throw failed(Objects.requireNonNullElse(e.getCause(), e), type, position, path);
    }

    private static BrokenPlugin failed(Throwable e, Class<?> type, SourcePosition position, String path) {
        PluginFailure failure = PluginFailure.ofSettings(type, e);
        return new BrokenPlugin(Problem.at(position, path, String.valueOf(failure.getMessage())), failure);
    }
}
