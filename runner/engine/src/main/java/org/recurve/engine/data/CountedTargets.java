package org.recurve.engine.data;

import java.util.Optional;
import java.util.OptionalInt;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

/** Checks that each split has a target that its loss does not ignore: a mean over none is no number. */
public final class CountedTargets {
    private CountedTargets() {}

    /**
     * Throws {@link InvalidSetting} for the first split, by name, whose targets are all ignored.
     *
     * @param dataset its name, for the message
     * @param ignored the class index by which targets say that they are none; without it, all count
     */
    public static void check(Data data, String dataset, OptionalInt ignored) {
        if (ignored.isEmpty()) {
            return;
        }
        data.splits().keySet().stream()
                .sorted()
                .filter(split -> data.split(split).size() > 0)
                .filter(split -> !isCounted(data, split, ignored.getAsInt()))
                .findFirst()
                .ifPresent(split -> {
                    throw new InvalidSetting(
                            "loss",
                            "",
                            "every target of the " + split + " split of " + dataset + " is " + ignored.getAsInt()
                                    + ", which the loss ignores, so the split has no loss; give it targets that count,"
                                    + " or leave the split out");
                });
    }

    private static boolean isCounted(Data data, String split, int ignored) {
        Examples examples = data.split(split);
        Shape target = data.field(Field.TARGET).shape();
        Optional<int[]> lengths = TrueLengths.ofTargets(data, split);
        float[] values = new float[target.size()];
        for (int example = 0; example < examples.size(); example++) {
            examples.read(example, Field.TARGET, values, 0);
            int size = lengths.isPresent()
                    ? lengths.get()[example] * (target.size() / target.dim(0))
                    : examples.shape(example, Field.TARGET).orElse(target).size();
            for (int i = 0; i < size; i++) {
                if (values[i] != ignored) {
                    return true;
                }
            }
        }
        return false;
    }
}
