package org.recurve.api.measure;

import org.recurve.api.data.Field;
import org.recurve.api.model.OutputMeaning;
import org.recurve.api.model.Shape;

/**
 * Describes what a model predicts of every example, known before it is trained.
 *
 * @param output the shape of its output, as {@link Sample} has it
 * @param target what the output is compared with: its shape, and its classes if it is a class index
 * @param meaning what the loss takes the outputs for
 */
public record Prediction(Shape output, Field target, OutputMeaning meaning) {
    /** Returns a prediction whose outputs are what targets hold, or scores of their classes. */
    public Prediction(Shape output, Field target) {
        this(output, target, target.classes().isEmpty() ? OutputMeaning.NUMBERS : OutputMeaning.SCORES);
    }
}
