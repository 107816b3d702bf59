package org.recurve.testkit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Part;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Schedule;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Below;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plain;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Reads settings as experiment files give them, for tests: {@code {learning-rate: 0.1}}, or {@code 0.1} for the main one. Plugins
 * among them are found on the class path by ServiceLoader; a number that stands for a schedule needs none. The program has a
 * reader of its own, which knows places in files and names every problem at once.
 */
final class SettingsText {
    private static final String CONSTANT = "constant";

    private SettingsText() {}

    /** Returns the settings of a plugin; fails with what is wrong with them. */
    @SuppressWarnings("unchecked") // a provider names its config record as the first type argument
    static <C extends Record> C of(Object plugin, Class<?> service, String yaml) {
        Class<?> config = config(plugin.getClass(), service)
                .orElseThrow(() -> new AssertionError(plugin.getClass() + " does not name its config record"));
        return (C) record(config, parsed(yaml), "settings");
    }

    private static Object parsed(String yaml) {
        Object plain = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return plain == null ? Map.of() : plain;
    }

    private static Optional<Class<?>> config(Class<?> type, Class<?> service) {
        for (Type parent : type.getGenericInterfaces()) {
            if (parent instanceof ParameterizedType named
                    && named.getRawType() instanceof Class<?> raw
                    && service.isAssignableFrom(raw)
                    && named.getActualTypeArguments()[0] instanceof Class<?> config) {
                return Optional.of(config);
            }
        }
        return Optional.ofNullable(type.getSuperclass()).flatMap(parent -> config(parent, service));
    }

    private static Object record(Class<?> type, Object plain, String path) {
        Map<String, Object> given = new LinkedHashMap<>();
        if (plain instanceof Map<?, ?> map) {
            map.forEach((name, value) -> given.put(String.valueOf(name), value));
        } else {
            String main = Arrays.stream(type.getRecordComponents())
                    .filter(component -> component.isAnnotationPresent(Main.class))
                    .map(component -> kebab(component.getName()))
                    .findFirst()
                    .orElseThrow(() -> wrong(path, "takes settings by name, found " + plain));
            given.put(main, plain);
        }
        List<Object> values = new ArrayList<>();
        List<Class<?>> types = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            types.add(component.getType());
            values.add(setting(component, given, path));
        }
        if (!given.isEmpty()) {
            throw wrong(path, "has no setting " + given.keySet());
        }
        return made(type, types, values, path);
    }

    /** Takes a setting out of those that are given. */
    private static Object setting(RecordComponent component, Map<String, Object> given, String path) {
        String name = kebab(component.getName());
        String below = path + "." + name;
        if (given.containsKey(name)) {
            Object plain = given.remove(name);
            bounds(component, plain, below);
            return value(component.getGenericType(), plain, below);
        }
        if (component.isAnnotationPresent(Default.class)) {
            return standard(component, below);
        }
        if (component.getType() == Optional.class) {
            return Optional.empty();
        }
        throw wrong(path, "needs " + name);
    }

    /** Returns the default of a setting; fails if it cannot be read, or is out of bounds. */
    static Object standard(RecordComponent component, String path) {
        Object plain = parsed(component.getAnnotation(Default.class).value());
        bounds(component, plain, path);
        return value(component.getGenericType(), plain, path);
    }

    private static void bounds(RecordComponent component, Object plain, String path) {
        List<?> items = plain instanceof List<?> list ? list : List.of(plain);
        for (Object item : items) {
            if (item instanceof Number number) {
                double x = number.doubleValue();
                bound(component, Min.class, b -> x >= b.value(), x, path);
                bound(component, Max.class, b -> x <= b.value(), x, path);
                bound(component, Above.class, b -> x > b.value(), x, path);
                bound(component, Below.class, b -> x < b.value(), x, path);
            }
        }
    }

    private static <A extends Annotation> void bound(
            RecordComponent component, Class<A> type, Predicate<A> holds, double x, String path) {
        A bound = component.getAnnotation(type);
        if (bound != null && !holds.test(bound)) {
            throw wrong(path, x + " breaks " + bound);
        }
    }

    private static Object made(Class<?> type, List<Class<?>> types, List<Object> values, String path) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            throw wrong(path, String.valueOf(e.getCause()));
        } catch (ReflectiveOperationException e) {
            throw wrong(path, type + " and the class around it must be public");
        }
    }

    private static Object value(Type type, Object plain, String path) {
        if (type instanceof WildcardType wildcard) {
            return value(wildcard.getUpperBounds()[0], plain, path);
        }
        if (type instanceof ParameterizedType generic) {
            return generic(generic, plain, path);
        }
        if (type instanceof Class<?> simple) {
            return simple(simple, plain, path);
        }
        throw wrong(path, "cannot be a " + type); // an array of generics or a variable, which no setting is
    }

    private static Object generic(ParameterizedType type, Object plain, String path) {
        Type last = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
        if (type.getRawType() == Optional.class) {
            return Optional.of(value(last, plain, path));
        }
        if (type.getRawType() == List.class) {
            List<?> items = plain instanceof List<?> list ? list : List.of(plain);
            return items.stream().map(item -> value(last, item, path)).toList();
        }
        if (type.getRawType() == Map.class && plain instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((name, item) -> sorted.put(String.valueOf(name), value(last, item, path + "." + name)));
            return sorted;
        }
        if (type.getRawType() == Spec.class) {
            Type service = last instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : last;
            return reference(
                    (Class<?>) (service instanceof ParameterizedType p ? p.getRawType() : service), plain, path);
        }
        throw wrong(path, "cannot be " + plain + " of " + type);
    }

    private static Object simple(Class<?> type, Object plain, String path) {
        if (type == Layers.class) {
            return layers(plain, path);
        }
        if (type == String.class && plain instanceof String || type == boolean.class && plain instanceof Boolean) {
            return plain;
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> kebab(((Enum<?>) constant).name()).equals(plain))
                    .findFirst()
                    .orElseThrow(() -> wrong(path, "is none of " + Arrays.toString(type.getEnumConstants())));
        }
        if (Plain.class.isAssignableFrom(type)) {
            return plain(type, plain, path);
        }
        if (plain instanceof Number number && (type.isPrimitive() || Number.class.isAssignableFrom(type))) {
            return number(type, number, path);
        }
        if (type.isRecord()) {
            return record(type, plain, path);
        }
        throw wrong(path, "cannot be " + plain + " (" + type + ")");
    }

    private static Object number(Class<?> type, Number number, String path) {
        if ((type == double.class || type == Double.class) && !(number instanceof java.math.BigInteger)) {
            return number.doubleValue();
        }
        if (type == float.class || type == Float.class) {
            return Float.parseFloat(number.toString());
        }
        if (number instanceof Integer && (type == int.class || type == Integer.class)) {
            return number;
        }
        if ((number instanceof Integer || number instanceof Long) && (type == long.class || type == Long.class)) {
            return number.longValue();
        }
        throw wrong(path, "cannot be " + number + " (" + type + ")");
    }

    private static Object plain(Class<?> type, Object plain, String path) {
        try {
            return type.getMethod("of", Object.class).invoke(null, plain);
        } catch (InvocationTargetException e) {
            throw wrong(path, String.valueOf(e.getCause()));
        } catch (ReflectiveOperationException e) {
            throw wrong(path, type + " lacks a public static method of(Object)");
        }
    }

    private static Layers layers(Object plain, String path) {
        List<?> items = plain instanceof List<?> list ? list : List.of(plain);
        List<Part> parts = new ArrayList<>();
        for (Object item : items) {
            @SuppressWarnings("unchecked") // looked up as a layer
            Spec<Layer<?>> layer = (Spec<Layer<?>>) reference(Layer.class, item, path);
            parts.add(new Part(layer.id() + (parts.size() + 1), layer));
        }
        return new Layers(parts);
    }

    /** {@code id}, {@code {id: settings}}, or a number for a constant. */
    private static Spec<?> reference(Class<?> service, Object plain, String path) {
        if (plain instanceof Number number && service == Schedule.class) {
            return new Spec<>(new ConstantRate(), new ConstantRate.Config(number.doubleValue()));
        }
        String id = plain instanceof Number ? CONSTANT : plain instanceof String text ? text : "";
        Object settings = plain instanceof Number ? plain : Map.of();
        if (plain instanceof Map<?, ?> map && map.size() == 1) {
            id = String.valueOf(map.keySet().iterator().next());
            settings =
                    Optional.<Object>ofNullable(map.values().iterator().next()).orElse(Map.of());
        }
        Object plugin = plugin(service, id, path);
        Class<?> config = config(plugin.getClass(), service)
                .orElseThrow(() -> wrong(path, plugin.getClass() + " does not name its config record"));
        return new Spec<>(plugin, (Record) record(config, settings, path + "." + id));
    }

    private static Object plugin(Class<?> service, String id, String path) {
        List<Class<?>> services = service == Layer.class ? List.of(Layer.class, Activation.class) : List.of(service);
        return services.stream()
                .flatMap(one -> ServiceLoader.load(one).stream())
                .filter(provider -> provider.type().getAnnotation(Plugin.class) != null
                        && provider.type().getAnnotation(Plugin.class).id().equals(id))
                .findFirst()
                .map(ServiceLoader.Provider::get)
                .orElseThrow(() -> wrong(
                        path,
                        "there is no " + service.getSimpleName().toLowerCase(Locale.ROOT) + " \"" + id
                                + "\" on the class path; add the jar that has it to the tests' dependencies"));
    }

    private static AssertionError wrong(String path, String what) {
        return new AssertionError(path + ": " + what);
    }

    private static String kebab(String java) {
        String parted = java.equals(java.toUpperCase(Locale.ROOT))
                ? java.replace('_', '-')
                : java.replaceAll("([a-z0-9])([A-Z])", "$1-$2");
        return parted.toLowerCase(Locale.ROOT);
    }

    /** Describes what a number means where a schedule is asked for. */
    @Plugin(id = CONSTANT, summary = "the same rate at every step")
    static final class ConstantRate implements Schedule<ConstantRate.Config> {
        record Config(double rate) {}

        @Override
        public double at(Config config, Progress progress) {
            return config.rate();
        }
    }
}
