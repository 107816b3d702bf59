package org.recurve.engine.data;

import java.util.Set;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.compute.trace.Demand;

/** Whether all examples of a data set hold what a model's parts demand of them. */
public final class Demands {
    private Demands() {}

    /** {@link InvalidSetting} for the first example that does not, with its number. */
    public static void check(Set<Demand> demands, Data data) {
        for (Demand demand : demands) {
            if (data.fields().stream().anyMatch(field -> field.name().equals(demand.field()))) {
                data.splits().keySet().stream().sorted().forEach(split -> check(demand, split, data.split(split)));
            }
        }
    }

    private static void check(Demand demand, String split, Examples examples) {
        float[] value = new float[1];
        for (int example = 0; example < examples.size(); example++) {
            examples.read(example, demand.field(), value, 0);
            if (value[0] < demand.least()) {
                throw new InvalidSetting(demand.part() + ": example " + example + " of the " + split + " split has a "
                        + demand.field() + " of " + text(value[0]) + ", but needs at least " + text(demand.least())
                        + ": " + demand.reason());
            }
        }
    }

    private static String text(double number) {
        return number == StrictMath.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
