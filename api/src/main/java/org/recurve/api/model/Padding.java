package org.recurve.api.model;

import java.util.List;
import java.util.stream.IntStream;
import org.recurve.api.plugin.Plain;

/**
 * Describes how far windows may reach beyond the edges of an input. Places outside hold nothing: a sum leaves them out.
 *
 * <ul>
 *   <li>{@code valid}: none, output {@code n − k + 1} (at stride 1);
 *   <li>{@code same}: output {@code ⌈n / stride⌉}; an odd total puts the extra place behind (right, below);
 *   <li>{@code full}: {@code k − 1} on both sides, output {@code n + k − 1};
 *   <li>a number, a list with one number for each axis, or a list of pairs [before, after] for each axis.
 * </ul>
 *
 * Here {@code k} is the window's reach, {@code (size − 1) · dilation + 1}.
 *
 * @param rule which of the four
 * @param before places before the first element for each axis (or one for all); empty unless explicit
 * @param after places behind the last element likewise
 */
public record Padding(Rule rule, List<Integer> before, List<Integer> after) implements Plain {
    /** The named rules, and explicit numbers. */
    public enum Rule {
        VALID,
        SAME,
        FULL,
        EXPLICIT
    }

    public static final Padding VALID = new Padding(Rule.VALID, List.of(), List.of());
    public static final Padding SAME = new Padding(Rule.SAME, List.of(), List.of());
    public static final Padding FULL = new Padding(Rule.FULL, List.of(), List.of());

    public Padding {
        before = List.copyOf(before);
        after = List.copyOf(after);
        if (IntStream.concat(before.stream().mapToInt(p -> p), after.stream().mapToInt(p -> p))
                .anyMatch(p -> p < 0)) {
            throw new IllegalArgumentException("padding is at least 0");
        }
    }

    /** Returns the same explicit padding on both sides of every axis. */
    public static Padding of(int places) {
        return new Padding(Rule.EXPLICIT, List.of(places), List.of(places));
    }

    public static Padding of(Object plain) {
        return switch (plain) {
            case String word ->
                switch (word) {
                    case "valid" -> VALID;
                    case "same" -> SAME;
                    case "full" -> FULL;
                    default -> throw unknown();
                };
            case Number number -> of(Extents.whole(number));
            case List<?> list
            when !list.isEmpty() ->
                new Padding(
                        Rule.EXPLICIT,
                        list.stream().map(axis -> side(axis, 0)).toList(),
                        list.stream().map(axis -> side(axis, 1)).toList());
            default -> throw unknown();
        };
    }

    private static IllegalArgumentException unknown() {
        return new IllegalArgumentException(
                "give valid, same, full, a number, a list of numbers, or a list of [before, after]");
    }

    private static int side(Object axis, int side) {
        if (axis instanceof List<?> pair) {
            if (pair.size() != 2) {
                throw unknown();
            }
            return Extents.whole(pair.get(side));
        }
        return Extents.whole(axis);
    }

    /** Places before ([0]) and behind ([1]) an axis of {@code extent} elements, for windows of that reach and stride. */
    public int[] over(int axis, int rank, int extent, int reach, int stride) {
        return switch (rule) {
            case VALID -> new int[] {0, 0};
            case FULL -> new int[] {reach - 1, reach - 1};
            case SAME -> {
                int total = Math.max(0, (Math.ceilDiv(extent, stride) - 1) * stride + reach - extent);
                yield new int[] {total / 2, total - total / 2};
            }
            case EXPLICIT -> {
                if (before.size() != 1 && before.size() != rank) {
                    throw new IllegalArgumentException(
                            "padding names " + before.size() + " axes, but the input has " + rank + " spatial axes");
                }
                int at = before.size() == 1 ? 0 : axis;
                yield new int[] {before.get(at), after.get(at)};
            }
        };
    }

    @Override
    public Object plain() {
        if (rule != Rule.EXPLICIT) {
            return rule.name().toLowerCase(java.util.Locale.ROOT);
        }
        if (before.size() == 1 && before.equals(after)) {
            return before.getFirst();
        }
        return before.equals(after)
                ? before
                : IntStream.range(0, before.size())
                        .mapToObj(i -> List.of(before.get(i), after.get(i)))
                        .toList();
    }
}
