package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.recurve.api.model.Layers;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plain;
import org.recurve.api.plugin.Spec;

/**
 * Checks what is demanded of a record of settings: each is documented, of a type that YAML can give, with a default that fits.
 */
final class SettingRules {
    private static final Set<Class<?>> SIMPLE =
            Set.of(int.class, long.class, float.class, double.class, boolean.class, String.class, Layers.class);
    /** Types whose defaults name plugins, which need not be on the class path of a test. */
    private static final Set<Class<?>> NAMES_PLUGINS = Set.of(Spec.class, Layers.class);

    private static final Set<Class<?>> WRAPPERS = Set.of(Optional.class, List.class, Map.class);

    private SettingRules() {}

    static void check(Class<?> settings) {
        List<RecordComponent> components = List.of(settings.getRecordComponents());
        long mains = components.stream()
                .filter(c -> c.isAnnotationPresent(Main.class))
                .count();
        assertTrue(mains <= 1, "only one setting can be the main one");
        for (RecordComponent component : components) {
            String name = component.getName();
            Doc doc = component.getAnnotation(Doc.class);
            assertNotNull(doc, () -> "setting " + name + " has no @Doc");
            assertTrue(!doc.value().isBlank(), () -> "the @Doc of " + name + " is empty");
            Class<?> type = content(component);
            if (type.isRecord() && !readable(type)) {
                check(type);
                continue;
            }
            assertTrue(readable(type), () -> "setting " + name + " is a " + type + ", which YAML cannot give");
            Optional.ofNullable(component.getAnnotation(Default.class))
                    .filter(_ -> !NAMES_PLUGINS.contains(type))
                    .ifPresent(standard -> assertDoesNotThrow(
                            () -> SettingsText.standard(component, name),
                            () -> "the default \"" + standard.value() + "\" of " + name + " is no " + type));
        }
    }

    /** Returns the type of a setting, or of what an Optional, a List or a Map holds, however deep. */
    private static Class<?> content(RecordComponent component) {
        return content(component.getGenericType());
    }

    private static Class<?> content(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic
            when WRAPPERS.contains(generic.getRawType()) ->
                content(generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1]);
            case ParameterizedType generic -> (Class<?>) generic.getRawType();
            default -> Object.class;
        };
    }

    private static boolean readable(Class<?> type) {
        return SIMPLE.contains(type)
                || Number.class.isAssignableFrom(type)
                || type == Boolean.class
                || type == Spec.class
                || type.isEnum()
                || Plain.class.isAssignableFrom(type);
    }
}
