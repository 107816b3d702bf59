package org.recurve.engine.data;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.plugin.InvalidSetting;

/** The fields that count classes (tags, words), or say whether labels hold. */
public final class ClassFields {
    private ClassFields() {}

    /**
     * Refuses a class that has no name, of every field but the target.
     *
     * @param dataset its name, for the message
     */
    static void checkInputs(Data data, String dataset) {
        check(data, dataset, field -> !field.name().equals(Field.TARGET), OptionalInt.empty());
    }

    /**
     * Refuses a class that has no name, of the target: no output could ever be right about it.
     *
     * @param ignored the class index by which targets say that they are none: it needs no name
     */
    public static void checkTargets(Data data, String dataset, OptionalInt ignored) {
        check(data, dataset, field -> field.name().equals(Field.TARGET), ignored);
    }

    private static void check(Data data, String dataset, Predicate<Field> which, OptionalInt ignored) {
        List<Field> fields = data.fields().stream()
                .filter(field -> !field.classes().isEmpty() || !field.labels().isEmpty())
                .filter(which)
                .toList();
        data.splits().keySet().stream()
                .sorted()
                .forEach(split -> fields.forEach(field -> check(split, data.split(split), field, dataset, ignored)));
    }

    private static void check(String split, Examples examples, Field field, String dataset, OptionalInt ignored) {
        boolean labels = !field.labels().isEmpty();
        int classes = labels ? 2 : field.classes().size();
        float[] values = new float[field.shape().size()];
        for (int example = 0; example < examples.size(); example++) {
            examples.read(example, field.name(), values, 0);
            for (int i = 0; i < values.length; i++) {
                float value = values[i];
                boolean isClass = value == (int) value && value >= 0 && value < classes;
                if (!isClass && (ignored.isEmpty() || value != ignored.getAsInt())) {
                    throw new InvalidSetting(
                            "data",
                            "",
                            "example " + example + " of the " + split + " split of " + dataset
                                    + " has the " + field.name()
                                    + " " + value + (values.length > 1 ? " at place " + i : "")
                                    + (labels
                                            ? ", but a label holds, 1, or not, 0"
                                            : ", but the data set names " + classes + " classes, 0 to " + (classes - 1))
                                    + ": remove it or fix it"
                                    + (value < 0 && field.name().equals(Field.TARGET)
                                            ? ", or leave it out of loss and metrics with {cross-entropy: {ignore: "
                                                    + (int) value + "}}"
                                            : ""));
                }
            }
        }
    }
}
