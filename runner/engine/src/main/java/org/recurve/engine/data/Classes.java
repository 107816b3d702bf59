package org.recurve.engine.data;

import java.util.List;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.plugin.InvalidSetting;

/** The fields that count classes: labels, tags, words. */
final class Classes {
    private Classes() {}

    /**
     * Refuses a class that has no name: no output could ever be right about it.
     *
     * @param dataset its name, for the message
     */
    static void check(Data data, String dataset) {
        List<Field> fields = data.fields().stream()
                .filter(field -> !field.classes().isEmpty())
                .toList();
        data.splits().keySet().stream()
                .sorted()
                .forEach(split -> fields.forEach(field -> check(split, data.split(split), field, dataset)));
    }

    private static void check(String split, Examples examples, Field field, String dataset) {
        int classes = field.classes().size();
        float[] values = new float[field.shape().size()];
        for (int example = 0; example < examples.size(); example++) {
            examples.read(example, field.name(), values, 0);
            for (int i = 0; i < values.length; i++) {
                float value = values[i];
                if (value != (int) value || value < 0 || value >= classes) {
                    throw new InvalidSetting("example " + example + " of the " + split + " split of " + dataset
                            + " has the " + field.name()
                            + " " + value + (values.length > 1 ? " at place " + i : "") + ", but the data set names "
                            + classes + " classes, 0 to " + (classes - 1) + ": leave it out or mend it");
                }
            }
        }
    }
}
