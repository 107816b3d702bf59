package org.recurve.engine.identity;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    /** What goes from step to step: no plugin, and listed among them under a name that none can have. */
    private static final String LOOP = "training loop";

    /** Raised with every change of the loop that changes a number, be it of a metric alone. */
    private static final int LOOP_VERSION = 2;

    private UsedPlugins() {}

    /**
     * Versions by id, that of the training loop included; plugins of different kinds that share an id but not a version are
     * listed side by side.
     */
    public static SortedMap<String, String> of(TrialSpec trial, Function<Spec<?>, String> versions) {
        SortedMap<String, String> used = plugins(trial, versions);
        used.put(LOOP, LOOP + "@" + LOOP_VERSION);
        return used;
    }

    private static SortedMap<String, String> plugins(TrialSpec trial, Function<Spec<?>, String> versions) {
        return specs(trial).stream()
                .collect(Collectors.groupingBy(
                        Spec::id,
                        TreeMap::new,
                        Collectors.collectingAndThen(
                                Collectors.mapping(versions, Collectors.toCollection(TreeSet::new)),
                                all -> String.join(", ", all))));
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
