package org.recurve.regularization;

import org.recurve.api.model.Extents;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * Augmentation by shifts: training moves the whole input by a whole number of elements along each spatial axis, each
 * from {@code −s} to {@code s} equally likely, and fills with zeros; evaluation changes nothing (Simard, Steinkraus,
 * Platt, <i>Best Practices for Convolutional Neural Networks</i>, 2003).
 *
 * <p>From [channels, extents…] to the same shape; all channels move together. It stands first in a model. Every example
 * moves anew each time it is seen, whatever the batch.
 */
@Plugin(id = "random-shift", version = 2, summary = "training moves the input by some elements, evaluation does not")
public final class RandomShift implements Layer<RandomShift.Config> {
    /** The settings. */
    public record Config(
            @Doc("s, the farthest shift: one number, or one for each axis") @Main
            Extents by) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        if (x.shape().rank() < 2) {
            throw new InvalidSetting(
                    "random-shift needs an input of shape [channels, extents…], but was given " + x.shape());
        }
        int axes = x.shape().rank() - 1;
        Value shifted = x;
        for (int axis = 1; axis <= axes; axis++) {
            int farthest = config.by().over(axes).get(axis - 1);
            if (scope.training()) {
                shifted = shifted(shifted, axis, farthest, scope.in("axis" + axis));
            }
        }
        Value moved = shifted;
        return scope.trueLength(x)
                .map(length -> scope.withTrueLength(moved, length.axis(), length.count()))
                .orElse(moved);
    }

    /** Returns the elements of one axis, taken from a draw's distance away. */
    private static Value shifted(Value x, int axis, int farthest, Scope scope) {
        int extent = x.shape().dim(axis);
        Value start = below(2 * farthest + 1, scope);
        float[] ordinals = new float[extent];
        for (int i = 0; i < extent; i++) {
            ordinals[i] = i;
        }
        int[] swapped = swapped(x.shape(), axis);
        return x.pad(axis, farthest, farthest)
                .transpose(swapped)
                .gather(start.plus(scope.constant(ordinals, extent)))
                .transpose(swapped);
    }

    /** Returns a whole number from 0 to {@code bound − 1}: how many of the bounds 1/b, 2/b, … a uniform draw is above. */
    private static Value below(int bound, Scope scope) {
        float[] bounds = new float[bound - 1];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = (i + 1f) / bound;
        }
        return scope.uniform("shift")
                .greaterThan(scope.constant(bounds, bounds.length))
                .sum();
    }

    /** Returns the order of axes in which {@code axis} and the first have changed places. */
    private static int[] swapped(Shape shape, int axis) {
        int[] order = new int[shape.rank()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        order[0] = axis;
        order[axis] = 0;
        return order;
    }
}
