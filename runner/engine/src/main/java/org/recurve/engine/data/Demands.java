package org.recurve.engine.data;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.compute.trace.Demand;

/** Checks whether all examples of a data set hold what a model's parts demand of them. */
public final class Demands {
    private Demands() {}

    /**
     * Throws {@link InvalidSetting} for the first example that does not, with its number.
     *
     * @param dataset its name, for the message
     */
    public static void check(Set<Demand> demands, Data data, String dataset) {
        check(demands, data, dataset, OptionalInt.empty());
    }

    /** @param ignored the class index by which targets say that they are none */
    public static void check(Set<Demand> demands, Data data, String dataset, OptionalInt ignored) {
        for (Demand demand : demands) {
            data.fields().stream()
                    .filter(field -> field.name().equals(demand.field()))
                    .filter(field -> !isKnown(demand, field))
                    .forEach(field -> data.splits().keySet().stream()
                            .sorted()
                            .forEach(split -> check(demand, field, split, data, dataset, ignored)));
        }
    }

    /** Classes that have names were counted when the data set was opened. */
    private static boolean isKnown(Demand demand, Field field) {
        return demand.bound() instanceof Demand.ClassIndex(int classes)
                && !field.classes().isEmpty()
                && field.classes().size() <= classes;
    }

    private static void check(
            Demand demand, Field field, String split, Data data, String dataset, OptionalInt ignored) {
        Examples examples = data.split(split);
        Optional<int[]> lengths = isSequence(demand, field, data) ? Lengths.of(data, split) : Optional.empty();
        float[] values = new float[field.shape().size()];
        boolean target =
                demand.bound() instanceof Demand.ClassIndex && field.name().equals(Field.TARGET);
        OptionalInt none = target ? ignored : OptionalInt.empty();
        for (int example = 0; example < examples.size(); example++) {
            examples.read(example, demand.field(), values, 0);
            int size = lengths.isPresent()
                    ? lengths.get()[example]
                    : examples.shape(example, demand.field())
                            .orElse(field.shape())
                            .size();
            for (int i = 0; i < size; i++) {
                if (!holds(demand.bound(), values[i]) && (none.isEmpty() || values[i] != none.getAsInt())) {
                    throw new InvalidSetting(
                            demand.part(),
                            "",
                            "example " + example + " of the " + split
                                    + " split of " + dataset + " has a " + demand.field() + " of " + text(values[i])
                                    + (values.length > 1 ? " at place " + i : "") + ", but needs "
                                    + text(demand.bound())
                                    + ": " + demand.reason());
                }
            }
        }
    }

    /** Past the end of a sequence there are no classes. */
    private static boolean isSequence(Demand demand, Field field, Data data) {
        return demand.bound() instanceof Demand.ClassIndex
                && field.shape().rank() == 1
                && data.fields().stream()
                        .anyMatch(input -> input.name().equals(Field.INPUT)
                                && input.shape().rank() > 0
                                && input.shape().dim(0) == field.shape().dim(0));
    }

    private static boolean holds(Demand.Bound bound, float value) {
        return switch (bound) {
            case Demand.Least(double least) -> value >= least;
            case Demand.ClassIndex(int classes) -> value == (int) value && value >= 0 && value < classes;
        };
    }

    private static String text(Demand.Bound bound) {
        return switch (bound) {
            case Demand.Least(double least) -> "at least " + text(least);
            case Demand.ClassIndex(int classes) -> "a whole number from 0 to " + (classes - 1);
        };
    }

    private static String text(double number) {
        return number == StrictMath.rint(number) && Double.isFinite(number)
                ? String.valueOf((long) number)
                : String.valueOf(number);
    }
}
