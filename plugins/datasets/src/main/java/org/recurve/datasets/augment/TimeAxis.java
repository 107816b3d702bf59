package org.recurve.datasets.augment;

import java.util.List;
import org.recurve.api.data.Field;
import org.recurve.api.data.TrainingExample;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

/**
 * Tells where the steps and features of a sequence lie: [steps, features], or a spectrogram as an image, [channels, features, steps].
 *
 * @param steps that it truly has
 * @param stepStride numbers from a step to the next
 * @param featureStride numbers from a feature to the next
 */
record TimeAxis(int steps, int features, int channels, int stepStride, int featureStride) {
    static TimeAxis of(TrainingExample example) {
        return of(example.shape(Field.INPUT), example.steps());
    }

    private static TimeAxis of(Shape input, int steps) {
        return input.rank() == 2
                ? new TimeAxis(steps, input.dim(1), 1, input.dim(1), 1)
                : new TimeAxis(input.dim(2), input.dim(1), input.dim(0), 1, input.dim(2));
    }

    /** Returns that of the longest examples; refuses those whose inputs are no sequences of numbers. */
    static TimeAxis check(String id, List<Field> fields) {
        Field input = Images.input(fields);
        int rank = input.shape().rank();
        if (rank != 2 && rank != 3 || !input.classes().isEmpty()) {
            throw new InvalidSetting(
                    id + " changes sequences, [steps, features], or images of spectrograms, but inputs are "
                            + Images.described(input) + "; remove it");
        }
        return of(input.shape(), rank == 2 ? input.shape().dim(0) : 0);
    }

    /**
     * Refuses a mask that may leave nothing to see.
     *
     * @param most what it covers at most
     * @param what such are, to people
     */
    static void demandSeen(int most, int all, String what) {
        if (most >= all) {
            throw new InvalidSetting(
                    "a mask of up to " + most + " may cover all of the " + all + " " + what + "; give less");
        }
    }

    /** Returns where a number lies. */
    int at(int channel, int step, int feature) {
        return channel * features * featureStride + step * stepStride + feature * featureStride;
    }

    /** Covers these steps of these features by 0. */
    void cover(float[] values, int firstStep, int stepCount, int firstFeature, int featureCount) {
        for (int channel = 0; channel < channels; channel++) {
            for (int step = firstStep; step < firstStep + stepCount; step++) {
                for (int feature = firstFeature; feature < firstFeature + featureCount; feature++) {
                    values[at(channel, step, feature)] = 0;
                }
            }
        }
    }
}
