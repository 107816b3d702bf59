package org.recurve.api.data;

import java.util.List;
import org.recurve.api.random.Stream;

/**
 * Changes training examples as they are read, in another way in each epoch. Examples of the other splits, and the training examples
 * where a trained model is measured on them, stay as they are.
 */
public interface Augmentation<C extends Record> {
    /**
     * Changes an example in place. What it does must depend on its arguments alone: then the same trial reads the same numbers in any
     * batch, on any thread, and after an interruption.
     *
     * @param random draws that belong to this example, this epoch of this trial and this augmentation
     */
    void apply(C config, TrainingExample example, Stream random);

    /**
     * Checks, before the first step, that it can change such examples; otherwise throws
     * {@link org.recurve.api.plugin.InvalidSetting}.
     *
     * @param fields what every example holds
     */
    default void check(C config, List<Field> fields) {}

    /**
     * Returns whether it mixes examples ({@link TrainingExample#mixTarget}): the loss then compares each output with two targets, even
     * where the drawn share of the second is 0.
     */
    default boolean mixes(C config) {
        return false;
    }
}
