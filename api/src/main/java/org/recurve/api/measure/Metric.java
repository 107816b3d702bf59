package org.recurve.api.measure;

import java.util.Optional;

/** Measures a model on a split. */
public interface Metric<C extends Record> {
    /** Returns a fresh accumulator; F1 and perplexity are no means of batches, so examples are added one by one. */
    Accumulator accumulator(C config);

    /** Returns the same for predictions of this form, for metrics that go by the names of classes. */
    default Accumulator accumulator(C config, Prediction prediction) {
        return accumulator(config);
    }

    /**
     * Returns what is measured, where it is not the model's output: the name by which a layer records it ({@link
     * org.recurve.api.model.Scope#record}), such as {@code greedy}, what a decoder writes. A {@link Sample}'s output is then what was
     * recorded, as one axis.
     */
    default Optional<String> recorded(C config) {
        return Optional.empty();
    }

    /**
     * Throws {@link org.recurve.api.plugin.InvalidSetting}, which says what this metric needs, if it cannot measure such
     * predictions with these settings. It is asked when a file is checked, before anything is trained.
     */
    default void check(C config, Prediction prediction) {}

    Better better();

    /** Returns whether its values are shares of a whole, from 0 to 1: differences between them are then said in percentage points. */
    default boolean isShare() {
        return false;
    }

    /** Says which direction is the good one. */
    enum Better {
        HIGHER,
        LOWER
    }

    /** Adds up examples in the order of the split. */
    interface Accumulator {
        void add(Sample sample);

        /** NaN before the first example. */
        double value();
    }
}
