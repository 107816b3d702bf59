package org.recurve.api.model;

import java.util.Collections;
import java.util.List;
import org.recurve.api.plugin.Plain;

/**
 * A setting with one whole number for each spatial axis; a single number stands for all of them ({@code 5} is {@code [5, 5]}).
 *
 * @param values one number, or one for each axis
 */
public record Extents(List<Integer> values) implements Plain {
    public Extents {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("give one number, or one for each axis");
        }
        for (int value : values) {
            if (value < 1) {
                throw new IllegalArgumentException("give numbers of at least 1, not " + value);
            }
        }
    }

    public static Extents of(Object plain) {
        return switch (plain) {
            case Number number -> new Extents(List.of(whole(number)));
            case List<?> list -> new Extents(list.stream().map(Extents::whole).toList());
            default -> throw new IllegalArgumentException("give a whole number, or a list with one for each axis");
        };
    }

    static int whole(Object plain) {
        if (plain instanceof Number number && number.doubleValue() == number.intValue()) {
            return number.intValue();
        }
        throw new IllegalArgumentException("give whole numbers, not " + plain);
    }

    /** Returns one number for each of {@code rank} axes. */
    public List<Integer> over(int rank) {
        if (values.size() == 1) {
            return Collections.nCopies(rank, values.getFirst());
        }
        if (values.size() != rank) {
            throw new IllegalArgumentException(
                    values + " has " + values.size() + " numbers, but the input has " + rank + " spatial axes");
        }
        return values;
    }

    @Override
    public Object plain() {
        return values.size() == 1 ? (Object) values.getFirst() : values;
    }
}
