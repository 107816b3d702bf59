package org.recurve.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Settings in which one number is another.
 *
 * @param name of the setting
 * @param config with the other number
 */
record ChangedSetting<C extends Record>(String name, C config) {
    /** Returns the settings once for each number among them; without those that the record refuses. */
    static <C extends Record> List<ChangedSetting<C>> of(C config) {
        RecordComponent[] components = config.getClass().getRecordComponents();
        List<ChangedSetting<C>> all = new ArrayList<>();
        for (int changed = 0; changed < components.length; changed++) {
            Object[] values = Arrays.stream(components)
                    .map(component -> read(component, config))
                    .toArray();
            Optional<Object> other = other(values[changed]);
            if (other.isPresent()) {
                values[changed] = other.get();
                String name = components[changed].getName();
                made(config, components, values).ifPresent(made -> all.add(new ChangedSetting<>(name, made)));
            }
        }
        return all;
    }

    private static Optional<Object> other(Object value) {
        return switch (value) {
            case Integer number -> Optional.of(number + 1);
            case Long number -> Optional.of(number + 1);
            case Double number -> Optional.of(number / 2);
            case Float number -> Optional.of(number / 2);
            default -> Optional.empty();
        };
    }

    private static Object read(RecordComponent component, Record config) {
        try {
            return component.getAccessor().invoke(config);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the setting " + component.getName() + " cannot be read", e);
        }
    }

    @SuppressWarnings("unchecked") // made of the same class
    private static <C extends Record> Optional<C> made(C config, RecordComponent[] components, Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return Optional.of(
                    (C) config.getClass().getDeclaredConstructor(types).newInstance(values));
        } catch (InvocationTargetException refused) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("settings of " + config.getClass() + " cannot be made", e);
        }
    }
}
