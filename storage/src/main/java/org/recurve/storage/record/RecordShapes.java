package org.recurve.storage.record;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Describes what reflection knows about records, looked up once in the life of each class. */
final class RecordShapes {
    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return look(type);
        }
    };

    private static final ClassValue<Map<String, Class<?>>> PERMITTED = new ClassValue<>() {
        @Override
        protected Map<String, Class<?>> computeValue(Class<?> sealed) {
            return permitted(sealed).collect(Collectors.toUnmodifiableMap(Class::getSimpleName, type -> type));
        }
    };

    /** Stands for a component that the bytes do not have. */
    private static final Object UNREAD = new Object();

    private RecordShapes() {}

    static RecordShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /** Returns the record of this simple name among those a sealed interface permits, at any depth. */
    static Class<?> permitted(Class<?> sealed, String name) {
        return Optional.<Class<?>>ofNullable(PERMITTED.get(sealed).get(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no " + sealed.getSimpleName() + " of kind " + name + " in this version"));
    }

    private static Stream<Class<?>> permitted(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(RecordShapes::permitted)
                : Stream.of(type);
    }

    static Object constant(Class<?> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no " + type.getSimpleName() + " " + name + " in this version"));
    }

    private static RecordShape look(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException("a journal cannot hold a " + type.getName());
        }
        RecordComponent[] components = type.getRecordComponents();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return RecordShape.of(
                    constructor,
                    Arrays.stream(components)
                            .map(c -> new ShapeComponent(c.getName(), c.getGenericType(), c.getAccessor()))
                            .toList());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " has no canonical constructor", e);
        }
    }

    /**
     * A record's components and how to make one.
     *
     * @param places where each name stands among the components
     */
    record RecordShape(Constructor<?> constructor, List<ShapeComponent> components, Map<String, Integer> places) {
        private static RecordShape of(Constructor<?> constructor, List<ShapeComponent> components) {
            Map<String, Integer> places = IntStream.range(0, components.size())
                    .boxed()
                    .collect(Collectors.toUnmodifiableMap(
                            place -> components.get(place).name(), place -> place));
            return new RecordShape(constructor, components, places);
        }

        /** Returns as many values as there are components, none of which was read yet. */
        Object[] unread() {
            Object[] values = new Object[components.size()];
            Arrays.fill(values, UNREAD);
            return values;
        }

        /** Returns the record of these values, of which those still unread become nothing. */
        Object create(Object[] values) {
            for (int place = 0; place < values.length; place++) {
                if (values[place] == UNREAD) {
                    values[place] =
                            nothing(RecordCodec.raw(components.get(place).type()));
                }
            }
            return reflect(() -> constructor.newInstance(values));
        }
    }

    /** A component of a record. */
    record ShapeComponent(String name, Type type, Method accessor) {
        Object of(Record record) {
            return reflect(() -> accessor.invoke(record));
        }
    }

    /** Returns what stands for a component that was added after the bytes were written. */
    private static Object nothing(Class<?> type) {
        if (type == String.class) {
            return "";
        } else if (type == Optional.class) {
            return Optional.empty();
        } else if (type == List.class) {
            return List.of();
        } else if (type == Map.class) {
            return Map.of();
        } else if (type == Instant.class) {
            return Instant.EPOCH;
        } else if (type == Duration.class) {
            return Duration.ZERO;
        } else if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        } else if (type.isPrimitive()) {
            return Array.get(Array.newInstance(type, 1), 0);
        }
        throw new IllegalArgumentException("it lacks a " + type.getSimpleName());
    }

    private static Object reflect(ReflectiveCall call) {
        try {
            return call.make();
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(String.valueOf(e.getCause()), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface ReflectiveCall {
        Object make() throws ReflectiveOperationException;
    }
}
