package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** Checks what is demanded of every provider, whatever it does. */
final class ProviderRules {
    private ProviderRules() {}

    static List<ContractCheck> checks(Object provider, Record config, Class<?> service) {
        Class<?> type = provider.getClass();
        return List.of(
                new ContractCheck("has an id, a version and a summary", () -> named(type)),
                new ContractCheck("can be made by anyone and keeps no state", () -> stateless(type)),
                new ContractCheck("is listed for its service interface", () -> listed(type, service)),
                new ContractCheck("documents its settings", () -> settings(type, config)),
                new ContractCheck("computes the same bits on every machine", () -> reproducible(type)));
    }

    private static void named(Class<?> type) {
        Plugin plugin = type.getAnnotation(Plugin.class);
        assertNotNull(plugin, type + " has no @Plugin annotation");
        assertTrue(
                plugin.id().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"),
                () -> "an id is made of lowercase letters, digits and hyphens, unlike \"" + plugin.id() + "\"");
        assertTrue(plugin.version() >= 1, "versions count from 1");
        assertFalse(plugin.summary().isBlank(), "the summary says what the plugin computes");
    }

    private static void stateless(Class<?> type) throws NoSuchMethodException {
        assertTrue(Modifier.isPublic(type.getModifiers()), () -> type + " must be public");
        Constructor<?> constructor = type.getDeclaredConstructor();
        assertTrue(Modifier.isPublic(constructor.getModifiers()), () -> type + " needs a public constructor");
        for (Class<?> owner = type; owner != null && owner != Object.class; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                boolean constant = Modifier.isStatic(field.getModifiers()) && Modifier.isFinal(field.getModifiers());
                assertTrue(
                        constant || field.isSynthetic(),
                        () -> field + " is state; declare in the scope what must be remembered");
            }
        }
    }

    private static void listed(Class<?> type, Class<?> service) {
        boolean found = ServiceLoader.load(service, type.getClassLoader()).stream()
                .anyMatch(provider -> provider.type().equals(type));
        assertTrue(found, () -> "META-INF/services/" + service.getName() + " must have the line " + type.getName());
    }

    private static void settings(Class<?> type, Record config) {
        Class<?> settings = config.getClass();
        if (settings == NoConfig.class) {
            return;
        }
        assertTrue(Modifier.isPublic(settings.getModifiers()), () -> settings + " must be public");
        assertEquals(type, settings.getDeclaringClass(), "the settings are a record nested in the provider");
        SettingRules.check(settings);
    }

    private static void reproducible(Class<?> type) {
        Set<String> calls = BytecodeScan.irreproducible(type);
        assertTrue(
                calls.isEmpty(),
                () -> "uses " + calls + ": use operations of Value, StrictMath, and named random streams instead");
    }
}
