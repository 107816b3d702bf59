package org.recurve.engine.data;

import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;

/**
 * Outputs that have an image of scores for each class, [classes, extents…], where the target is a class for each pixel, [extents…].
 * Whoever measures or asks a model is shown them as all other scores: pixel by pixel, [extents…, classes].
 */
public final class ClassPlanes {
    private ClassPlanes() {}

    /** Returns whether a model's output is such. */
    public static boolean isOutput(Shape output, Field target) {
        int rank = output.rank();
        return rank > 2 && !target.classes().isEmpty() && output.slice(1, rank).equals(target.shape());
    }

    /** Returns the shape of an output as it is shown. */
    public static Shape shown(Shape output, Field target) {
        return isOutput(output, target) ? output.slice(1, output.rank()).with(Shape.of(output.dim(0))) : output;
    }

    /** Returns an example's output as it is shown. */
    public static float[] shown(float[] output, Shape shape, Field target) {
        if (!isOutput(shape, target)) {
            return output;
        }
        int classes = shape.dim(0);
        int pixels = output.length / classes;
        float[] turned = new float[output.length];
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int one = 0; one < classes; one++) {
                turned[pixel * classes + one] = output[one * pixels + pixel];
            }
        }
        return turned;
    }
}
