package org.recurve.engine.data;

import java.util.Set;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.compute.trace.Demand;

/** Whether all examples of a data set hold what a model's parts demand of them. */
public final class Demands {
    private Demands() {}

    /** {@link InvalidSetting} for the first example that does not, with its number. */
    public static void check(Set<Demand> demands, Data data) {
        for (Demand demand : demands) {
            data.fields().stream()
                    .filter(field -> field.name().equals(demand.field()))
                    .forEach(field -> data.splits().keySet().stream()
                            .sorted()
                            .forEach(split -> check(demand, field, split, data.split(split))));
        }
    }

    private static void check(Demand demand, Field field, String split, Examples examples) {
        float[] values = new float[field.shape().size()];
        for (int example = 0; example < examples.size(); example++) {
            examples.read(example, demand.field(), values, 0);
            int size = examples.shape(example, demand.field())
                    .orElse(field.shape())
                    .size();
            for (int i = 0; i < size; i++) {
                if (values[i] < demand.least()) {
                    throw new InvalidSetting(demand.part() + ": example " + example + " of the " + split
                            + " split has a " + demand.field() + " of " + text(values[i]) + ", but needs at least "
                            + text(demand.least()) + ": " + demand.reason());
                }
            }
        }
    }

    private static String text(double number) {
        return number == StrictMath.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
