package org.recurve.engine.identity;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.recurve.api.event.PluginCode;
import org.recurve.api.event.Provenance;
import org.recurve.api.plugin.Spec;
import org.recurve.engine.spec.TrialSpec;

/** The plugins that a trial uses, wherever they are nested in settings. */
public final class UsedPlugins {
    private static final ClassValue<List<Method>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
            List<Method> accessors = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getAccessor)
                    .toList();
            accessors.forEach(accessor -> accessor.setAccessible(true));
            return accessors;
        }
    };

    /** Stands for what goes from step to step; raised with every change of the loop that changes a number, be it of a metric alone. */
    private static final int LOOP_VERSION = 2;

    private UsedPlugins() {}

    /** A plugin of a trial, by the id that its settings give it. */
    record UsedPlugin(String id, PluginSource source) {}

    static List<UsedPlugin> of(TrialSpec trial, Function<Spec<?>, PluginSource> sources) {
        return specs(trial).stream()
                .map(spec -> new UsedPlugin(spec.id(), sources.apply(spec)))
                .toList();
    }

    /**
     * Versions by id, that of the training loop included; plugins of different kinds that share an id but not a version are
     * listed side by side.
     */
    static SortedMap<String, String> versions(List<UsedPlugin> plugins, Function<PluginSource, String> version) {
        SortedMap<String, String> versions = plugins.stream()
                .collect(Collectors.groupingBy(
                        UsedPlugin::id,
                        TreeMap::new,
                        Collectors.collectingAndThen(
                                Collectors.mapping(
                                        plugin -> version.apply(plugin.source()),
                                        Collectors.toCollection(TreeSet::new)),
                                all -> String.join(", ", all))));
        versions.put(Provenance.TRAINING_LOOP, Provenance.TRAINING_LOOP + "@" + LOOP_VERSION);
        return versions;
    }

    /** Returns the code of the plugins that came from jars, by id. */
    static SortedMap<String, List<PluginCode>> code(List<UsedPlugin> plugins) {
        SortedMap<String, List<PluginCode>> code = new TreeMap<>();
        for (UsedPlugin plugin : plugins) {
            if (plugin.source() instanceof PluginSource.Jar jar) {
                List<PluginCode> same = code.computeIfAbsent(plugin.id(), _ -> new ArrayList<>());
                if (!same.contains(jar.code())) {
                    same.add(jar.code());
                }
            }
        }
        code.values().forEach(each -> each.sort(Comparator.comparing(PluginCode::type)));
        return code;
    }

    /** Returns every plugin reference of the trial, in the order of its configuration. */
    public static List<Spec<?>> specs(TrialSpec trial) {
        List<Spec<?>> found = new ArrayList<>();
        collect(trial, found);
        return found;
    }

    private static void collect(Object node, List<Spec<?>> found) {
        switch (node) {
            case Spec<?> spec -> {
                found.add(spec);
                collect(spec.config(), found);
            }
            case Record record -> {
                for (Method component : COMPONENTS.get(record.getClass())) {
                    collect(value(record, component), found);
                }
            }
            case Optional<?> optional -> optional.ifPresent(value -> collect(value, found));
            case Iterable<?> values -> values.forEach(value -> collect(value, found));
            case Map<?, ?> map -> map.values().forEach(value -> collect(value, found));
            default -> {} // text, numbers: no plugin inside
        }
    }

    private static Object value(Record record, Method component) {
        try {
            return component.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component.getName() + " of " + record.getClass(), e);
        }
    }
}
