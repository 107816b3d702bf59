package org.recurve.pooling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Pooling;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.TrueLength;
import org.recurve.api.model.Value;
import org.recurve.api.model.Windowing;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * Adaptive pooling: an output of a given size from an input of any larger one (after He, Zhang, Ren, Sun, <i>Spatial
 * Pyramid Pooling</i>, 2014).
 *
 * <p>From [channels, extents…] to [channels, size…]. Along an axis of {@code n} elements, all {@code s} windows have the
 * same size {@code k = ⌈n / s⌉}, and window {@code i} begins at {@code ⌊i (n − k) / (s − 1)⌋}: side by side where
 * {@code s} divides {@code n}, else overlapping as evenly as they can. Every element is in some window. Along a sequence
 * {@code n} is each example's true length; where it is less than {@code s}, windows share elements.
 */
@Plugin(id = "adaptive-pool", version = 2, summary = "an output of a given size from an input of any size")
public final class AdaptivePooling implements Layer<AdaptivePooling.Config> {
    /** The settings. */
    public record Config(
            @Doc("the output's size: one number, or one for each axis") @Main
            Extents size,

            @Doc("what a window is reduced to") @Default("average")
            Spec<Pooling<?>> by) {}

    private static final Extents ADJACENT = new Extents(List.of(1));

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        Shape shape = x.shape();
        if (shape.rank() < 2) {
            throw new InvalidSetting(
                    "adaptive-pool needs an input of shape [channels, extents…], but was given " + shape);
        }
        List<Integer> sizes = config.size().over(shape.rank() - 1);
        Optional<TrueLength> length = scope.trueLength(x).filter(l -> l.axis() > 0);
        Value sideBySide = x;
        for (int axis = 1; axis < shape.rank(); axis++) {
            check(shape.dim(axis), sizes.get(axis - 1));
            if (length.isEmpty() || length.get().axis() != axis) {
                sideBySide = sideBySide(sideBySide, axis, sizes.get(axis - 1));
            }
        }
        List<Integer> window = new ArrayList<>(IntStream.range(1, shape.rank())
                .mapToObj(axis -> Math.ceilDiv(shape.dim(axis), sizes.get(axis - 1)))
                .toList());
        if (length.isPresent()) {
            int axis = length.get().axis();
            sideBySide = ofExample(scope, sideBySide, length.get(), sizes.get(axis - 1));
            window.add(axis - 1, 1);
        }
        Extents extents = new Extents(window);
        Windowing windowing = new Windowing(extents, extents, Padding.VALID, ADJACENT);
        return sideBySide
                .windows(windowing, elements -> scope.reduce("by", config.by(), elements))
                .reshape(Shape.of(shape.dim(0)).with(new Shape(sizes)).toArray());
    }

    private static void check(int extent, int windows) {
        if (windows > extent) {
            throw new InvalidSetting("an output of " + windows + " from an extent of " + extent
                    + " would need windows of less than one element; give a size of at most " + extent);
        }
    }

    /**
     * Returns the windows along a sequence, those of each example over its own true length: the axis becomes two, [windows, elements
     * of a window], of the last of which an example has as many as its windows are wide.
     */
    private static Value ofExample(Scope scope, Value x, TrueLength length, int windows) {
        int axis = length.axis();
        int extent = x.shape().dim(axis);
        int most = Math.ceilDiv(extent, windows);
        float[] widths = new float[extent + 1];
        float[] begins = new float[(extent + 1) * windows];
        for (int n = 1; n <= extent; n++) {
            int width = Math.ceilDiv(n, windows);
            widths[n] = width;
            for (int i = 0; i < windows; i++) {
                begins[n * windows + i] = begin(n, width, windows, i);
            }
        }
        float[] ordinals = new float[most];
        for (int i = 0; i < most; i++) {
            ordinals[i] = i;
        }
        Value index = scope.constant(begins, extent + 1, windows)
                .gather(length.count())
                .reshape(windows, 1)
                .plus(scope.constant(ordinals, most))
                .min(scope.constant(extent - 1));
        int rank = x.shape().rank();
        int[] front = IntStream.range(0, rank).toArray();
        front[0] = axis;
        front[axis] = 0;
        int[] back = IntStream.concat(
                        IntStream.of(axis + 1),
                        IntStream.range(1, rank).flatMap(i -> i == axis ? IntStream.of(0, 1) : IntStream.of(i + 1)))
                .toArray();
        Value cut = x.transpose(front).gather(index).transpose(back);
        Value width = scope.constant(widths, extent + 1).gather(length.count());
        return scope.withTrueLength(cut, axis + 1, width);
    }

    /** Returns where window {@code i} begins, which a single window does at the first element. */
    private static int begin(int extent, int width, int windows, int i) {
        return windows == 1 ? 0 : i * (extent - width) / (windows - 1);
    }

    /** Returns the windows of one axis one after another, elements that several of them share repeated. */
    private static Value sideBySide(Value x, int axis, int windows) {
        int extent = x.shape().dim(axis);
        int size = Math.ceilDiv(extent, windows);
        if (size * windows == extent) {
            return x;
        }
        Value[] cuts = IntStream.range(0, windows)
                .map(window -> begin(extent, size, windows, window))
                .mapToObj(from -> x.slice(axis, from, from + size))
                .toArray(Value[]::new);
        return cuts[0].concat(axis, List.of(cuts).subList(1, windows).toArray(Value[]::new));
    }
}
