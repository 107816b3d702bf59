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
 * @param step from a step to the next
 * @param feature from a feature to the next
 */
record TimeAxis(int steps, int features, int channels, int step, int feature) {
    static TimeAxis of(TrainingExample example) {
        Shape input = example.shape(Field.INPUT);
        return input.rank() == 2
                ? new TimeAxis(example.steps(), input.dim(1), 1, input.dim(1), 1)
                : new TimeAxis(input.dim(2), input.dim(1), input.dim(0), 1, input.dim(2));
    }

    /** Refuses examples whose inputs are no sequences of numbers. */
    static void check(String id, List<Field> fields) {
        Field input = Images.input(fields);
        int rank = input.shape().rank();
        if (rank != 2 && rank != 3 || !input.classes().isEmpty()) {
            throw new InvalidSetting(
                    id + " changes sequences, [steps, features], or images of spectrograms, but inputs are "
                            + Images.described(input) + "; remove it");
        }
    }

    /** Returns where a number lies. */
    int at(int channel, int place, int line) {
        return channel * features * feature + place * step + line * feature;
    }

    /** Covers these steps of these features by 0. */
    void cover(float[] values, int from, int count, int firstFeature, int lines) {
        for (int channel = 0; channel < channels; channel++) {
            for (int place = from; place < from + count; place++) {
                for (int line = firstFeature; line < firstFeature + lines; line++) {
                    values[at(channel, place, line)] = 0;
                }
            }
        }
    }
}
