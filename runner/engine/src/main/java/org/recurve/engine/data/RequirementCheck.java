package org.recurve.engine.data;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.compute.trace.declaration.FieldRequirement;

/** Checks whether all examples of a data set hold what a model's parts demand of them. */
public final class RequirementCheck {
    private RequirementCheck() {}

    /**
     * Throws {@link InvalidSetting} for the first example that does not, with its number.
     *
     * @param dataset its name, for the message
     */
    public static void check(Set<FieldRequirement> requirements, Data data, String dataset) {
        check(requirements, data, dataset, OptionalInt.empty());
    }

    /** @param ignored the class index by which targets say that they are none */
    public static void check(Set<FieldRequirement> requirements, Data data, String dataset, OptionalInt ignored) {
        for (FieldRequirement requirement : requirements) {
            data.fields().stream()
                    .filter(field -> field.name().equals(requirement.field()))
                    .filter(field -> !isKnown(requirement, field))
                    .forEach(field -> data.splits().keySet().stream()
                            .sorted()
                            .forEach(split -> check(requirement, field, split, data, dataset, ignored)));
        }
    }

    /** Classes that have names were counted when the data set was opened. */
    private static boolean isKnown(FieldRequirement requirement, Field field) {
        return requirement.bound() instanceof FieldRequirement.ClassIndexBound(int classes)
                && !field.classes().isEmpty()
                && field.classes().size() <= classes;
    }

    private static void check(
            FieldRequirement requirement, Field field, String split, Data data, String dataset, OptionalInt ignored) {
        Examples examples = data.split(split);
        Optional<int[]> lengths = isSequence(requirement, field, data)
                ? field.name().equals(Field.TARGET) ? TrueLengths.ofTargets(data, split) : TrueLengths.of(data, split)
                : Optional.empty();
        float[] values = new float[field.shape().size()];
        boolean target = requirement.bound() instanceof FieldRequirement.ClassIndexBound
                && field.name().equals(Field.TARGET);
        OptionalInt none = target ? ignored : OptionalInt.empty();
        for (int example = 0; example < examples.size(); example++) {
            examples.read(example, requirement.field(), values, 0);
            int size = lengths.isPresent()
                    ? lengths.get()[example]
                    : examples.shape(example, requirement.field())
                            .orElse(field.shape())
                            .size();
            for (int i = 0; i < size; i++) {
                if (!holds(requirement.bound(), values[i]) && (none.isEmpty() || values[i] != none.getAsInt())) {
                    throw new InvalidSetting(
                            requirement.part(),
                            "",
                            "example " + example + " of the " + split
                                    + " split of " + dataset + " has a " + requirement.field() + " of "
                                    + text(values[i])
                                    + (values.length > 1 ? " at place " + i : "") + ", but needs "
                                    + text(requirement.bound())
                                    + ": " + requirement.reason());
                }
            }
        }
    }

    /** Past the end of a sequence there are no classes. */
    private static boolean isSequence(FieldRequirement requirement, Field field, Data data) {
        return requirement.bound() instanceof FieldRequirement.ClassIndexBound
                && field.shape().rank() == 1
                && data.fields().stream()
                        .anyMatch(input -> input.name().equals(Field.INPUT)
                                && input.shape().rank() > 0
                                && input.shape().dim(0) == field.shape().dim(0));
    }

    private static boolean holds(FieldRequirement.Bound bound, float value) {
        return switch (bound) {
            case FieldRequirement.Least(double least) -> value >= least;
            case FieldRequirement.ClassIndexBound(int classes) -> value == (int) value && value >= 0 && value < classes;
        };
    }

    private static String text(FieldRequirement.Bound bound) {
        return switch (bound) {
            case FieldRequirement.Least(double least) -> "at least " + text(least);
            case FieldRequirement.ClassIndexBound(int classes) -> "a whole number from 0 to " + (classes - 1);
        };
    }

    private static String text(double number) {
        return number == StrictMath.rint(number) && Double.isFinite(number)
                ? String.valueOf((long) number)
                : String.valueOf(number);
    }
}
