package org.recurve.app.attack;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.recurve.api.event.Event;

/** Events of every kind, each of whose values is ordinary, or as far from that as its type allows. */
final class RandomEvents {
    private static final List<String> TEXTS = List.of(
            "",
            "\n",
            "a\nb",
            "back\\slash\\n",
            "\0",
            "\u001b[31mred\u001b]0;title\u0007",
            "\u202eright to left",
            "../../../x",
            "/etc/passwd",
            "'; drop table journal; --",
            "%s%n%d",
            "${x}",
            "<script>alert(1)</script>",
            "=HYPERLINK(\"x\")",
            "{",
            "[".repeat(50_000),
            "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000),
            "x".repeat(1_100_000),
            "{\"model\": [1, {\"x\": null}], \"seed\": 1e999}",
            "sha256:",
            "CON",
            "validation.loss",
            "loss");
    private static final long[] NUMBERS = {
        Long.MIN_VALUE, Integer.MIN_VALUE, -1, 0, 1, 7, 100_000, Integer.MAX_VALUE, 1L << 62, Long.MAX_VALUE
    };
    private static final List<Instant> TIMES = List.of(
            Instant.MIN,
            Instant.MAX,
            Instant.EPOCH,
            Instant.parse("0000-01-01T00:00:00Z"),
            Instant.parse("9999-12-31T23:59:59.999999999Z"),
            Instant.parse("+10000-01-01T00:00:00Z"));
    private static final List<Duration> LENGTHS = List.of(
            Duration.ZERO,
            Duration.ofSeconds(1L << 62),
            Duration.ofSeconds(Long.MIN_VALUE),
            Duration.ofNanos(Long.MAX_VALUE),
            Duration.ofNanos(-1),
            Duration.ofDays(3));

    private final Random random;
    private final String trial;

    RandomEvents(Random random, String trial) {
        this.random = random;
        this.trial = trial;
    }

    Event next() {
        return (Event) value(Event.class, "");
    }

    <E extends Event> E next(Class<E> kind) {
        return kind.cast(value(kind, ""));
    }

    private Object value(Type type, String name) {
        return switch (type) {
            case Class<?> plain -> plain(plain, name);
            case ParameterizedType of when of.getRawType() == List.class -> list(of.getActualTypeArguments()[0]);
            case ParameterizedType of when of.getRawType() == Map.class -> map(of.getActualTypeArguments()[1]);
            case ParameterizedType of
            when of.getRawType() == Optional.class ->
                random.nextBoolean() ? Optional.empty() : Optional.of(value(of.getActualTypeArguments()[0], name));
            case GenericArrayType of -> array((Class<?>) of.getGenericComponentType());
            default -> throw new IllegalArgumentException("no " + type);
        };
    }

    private Object plain(Class<?> type, String name) {
        if (type == int.class || type == Integer.class) {
            return (int) NUMBERS[random.nextInt(NUMBERS.length)];
        } else if (type == long.class || type == Long.class) {
            return NUMBERS[random.nextInt(NUMBERS.length)];
        } else if (type == float.class) {
            return (float) number();
        } else if (type == double.class || type == Double.class) {
            return number();
        } else if (type == Boolean.class || type == boolean.class) {
            return random.nextBoolean();
        } else if (type == String.class) {
            return name.equals("trial") && random.nextInt(20) > 0 ? trial : text();
        } else if (type == Instant.class) {
            return random.nextInt(4) > 0 ? Instant.parse("2026-01-01T00:00:00Z") : pick(TIMES);
        } else if (type == Duration.class) {
            return random.nextInt(4) > 0 ? Duration.ofSeconds(3) : pick(LENGTHS);
        } else if (type.isEnum()) {
            return pick(List.of(type.getEnumConstants()));
        } else if (type.isArray()) {
            return array(type.getComponentType());
        }
        return type.isSealed() ? plain(pick(kinds(type).toList()), name) : made(type);
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(RandomEvents::kinds)
                : Stream.of(type);
    }

    private Object made(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components)
                .map(each -> value(each.getGenericType(), each.getName()))
                .toArray();
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException refused) {
            return made(type); // its own rules forbid it, and no journal of ours can hold it
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Object> list(Type of) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(of, ""));
        }
        return list;
    }

    private Map<String, Object> map(Type of) {
        Map<String, Object> map = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(text(), value(of, ""));
        }
        return map;
    }

    private Object array(Class<?> of) {
        Object array = Array.newInstance(of, random.nextInt(4));
        for (int i = 0; i < Array.getLength(array); i++) {
            Array.set(array, i, value(of, ""));
        }
        return array;
    }

    private String text() {
        return random.nextBoolean() ? "t" + random.nextInt(3) : pick(TEXTS);
    }

    private double number() {
        return pick(List.of(
                0.0, -0.0, 1.0, 0.5, Double.NaN, Double.POSITIVE_INFINITY, -Double.MAX_VALUE, Double.MIN_VALUE));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
