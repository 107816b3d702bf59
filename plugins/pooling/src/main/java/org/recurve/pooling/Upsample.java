package org.recurve.pooling;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.TrueLength;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * Upsampling: each channel is enlarged by a whole factor along each axis, without parameters.
 *
 * <p>From [channels, extents…] with any number of spatial axes to [channels, extents · factor…]. {@code nearest} repeats
 * each element: {@code y[i] = x[⌊i / factor⌋]}. {@code bilinear} interpolates along one axis after another, from the first
 * on: {@code y[i] = (1 − λ) x[⌊s⌋] + λ x[⌊s⌋ + 1]} with {@code λ = s − ⌊s⌋}, where {@code s = (i + ½) / factor − ½}, held
 * within the input, so that elements are areas, or with {@code align-corners} {@code s = i (n − 1) / (n · factor − 1)}, so
 * that the first and the last elements of input and output lie on each other.
 */
@Plugin(id = "upsample", version = 1, summary = "maps enlarged by a whole factor: nearest or bilinear")
public final class Upsample implements Layer<Upsample.Config> {
    /** Describes how elements between the input's are found. */
    public enum UpsampleMode {
        /** The nearest element, repeated. */
        NEAREST,
        /** Linear interpolation along each axis. */
        BILINEAR
    }

    /** The settings. */
    public record Config(
            @Doc("how many times as large: one number, or one for each axis") @Main
            Extents factor,

            @Doc("nearest repeats elements, bilinear interpolates between them") @Default("nearest")
            UpsampleMode by,

            @Doc("whether bilinear puts the corners' centres of input and output on each other") @Default("false")
            boolean alignCorners) {
        public Config {
            if (alignCorners && by == UpsampleMode.NEAREST) {
                throw new InvalidSetting("align-corners is for bilinear; nearest has no choice of corners");
            }
        }
    }

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        if (x.shape().rank() < 2) {
            throw new InvalidSetting(
                    "upsample needs an input of shape [channels, extents…], but was given " + x.shape());
        }
        Value enlarged = x;
        for (int axis = 1; axis < x.shape().rank(); axis++) {
            int factor = config.factor().over(x.shape().rank() - 1).get(axis - 1);
            if ((long) x.shape().dim(axis) * factor > Shape.MOST_OF_EXAMPLE) {
                throw new InvalidSetting("an extent of " + x.shape().dim(axis) + " made " + factor
                        + " times as long is too large for any memory; take a smaller factor");
            }
            if (factor > 1) {
                enlarged = config.by() == UpsampleMode.NEAREST
                        ? longer(scope, enlarged, axis, factor, repeated(enlarged, axis, factor))
                        : interpolated(scope, enlarged, axis, factor, config.alignCorners());
            }
        }
        return enlarged;
    }

    private static Value repeated(Value x, int axis, int factor) {
        Shape shape = x.shape();
        Shape inner = shape.slice(axis + 1, shape.rank());
        Shape outer = shape.slice(0, axis + 1);
        Shape once = outer.with(Shape.of(1)).with(inner);
        Shape often = outer.with(Shape.of(factor)).with(inner);
        return x.reshape(once.toArray())
                .broadcast(often)
                .reshape(shape.slice(0, axis)
                        .with(Shape.of(shape.dim(axis) * factor))
                        .with(inner)
                        .toArray());
    }

    private static Value interpolated(Scope scope, Value x, int axis, int factor, boolean alignCorners) {
        int extent = x.shape().dim(axis);
        int size = extent * factor;
        float[] below = new float[size];
        float[] above = new float[size];
        float[] share = new float[size];
        float[] rest = new float[size];
        for (int i = 0; i < size; i++) {
            double source = alignCorners
                    ? (double) i * (extent - 1) / (size - 1)
                    : Math.clamp((i + 0.5) / factor - 0.5, 0, extent - 1);
            int from = Math.min((int) source, extent - 1);
            below[i] = from;
            above[i] = Math.min(from + 1, extent - 1);
            share[i] = (float) (source - from);
            rest[i] = (float) (1 - (source - from));
        }
        int[] order = IntStream.range(0, x.shape().rank()).toArray();
        order[0] = axis;
        order[axis] = 0;
        Value front = x.transpose(order);
        int[] alongFront = new int[order.length];
        Arrays.fill(alongFront, 1);
        alongFront[0] = size;
        Optional<TrueLength> ends = alignCorners ? Optional.empty() : along(scope, x, axis);
        if (ends.isEmpty()) {
            return front.gather(scope.constant(below, size))
                    .times(scope.constant(rest, alongFront))
                    .plus(front.gather(scope.constant(above, size)).times(scope.constant(share, alongFront)))
                    .transpose(order);
        }
        Value from = scope.constant(below, size);
        Value last = ends.get().count().minus(1);
        Value inside = last.greaterThan(from);
        Value to = inside.choose(scope.constant(above, size), from);
        Value second = inside.choose(scope.constant(share, size), scope.zeros(size));
        Value first = inside.choose(scope.constant(rest, size), scope.constant(1, size));
        Value between = front.gather(from.min(last))
                .times(first.reshape(alongFront))
                .plus(front.gather(to).times(second.reshape(alongFront)))
                .transpose(order);
        return longer(scope, x, axis, factor, between);
    }

    private static Optional<TrueLength> along(Scope scope, Value x, int axis) {
        return scope.trueLength(x).filter(length -> length.axis() == axis);
    }

    /** Returns the enlarged value with a true length that is as many times that of {@code x}. */
    private static Value longer(Scope scope, Value x, int axis, int factor, Value enlarged) {
        return along(scope, x, axis)
                .map(length ->
                        scope.withTrueLength(enlarged, axis, length.count().times(factor)))
                .orElse(enlarged);
    }
}
