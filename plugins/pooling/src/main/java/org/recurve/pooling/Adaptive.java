package org.recurve.pooling;

import java.util.List;
import java.util.stream.IntStream;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Pooling;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
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
 * {@code s} divides {@code n}, else overlapping as evenly as they can. Every element is in some window.
 */
@Plugin(id = "adaptive-pool", version = 1, summary = "an output of a given size from an input of any size")
public final class Adaptive implements Layer<Adaptive.Config> {
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
        Value sideBySide = x;
        for (int axis = 1; axis < shape.rank(); axis++) {
            sideBySide = sideBySide(sideBySide, axis, sizes.get(axis - 1));
        }
        Extents window = new Extents(IntStream.range(1, shape.rank())
                .mapToObj(axis -> Math.ceilDiv(shape.dim(axis), sizes.get(axis - 1)))
                .toList());
        Windowing windowing = new Windowing(window, window, Padding.VALID, ADJACENT);
        return sideBySide.windows(windowing, elements -> scope.reduce("by", config.by(), elements));
    }

    /** The windows of one axis one after another, elements that several of them share repeated. */
    private static Value sideBySide(Value x, int axis, int windows) {
        int extent = x.shape().dim(axis);
        if (windows > extent) {
            throw new InvalidSetting("an output of " + windows + " from an extent of " + extent
                    + " would need windows of less than one element; give a size of at most " + extent);
        }
        int size = Math.ceilDiv(extent, windows);
        if (size * windows == extent) {
            return x;
        }
        Value[] cuts = IntStream.range(0, windows)
                .map(window -> window * (extent - size) / (windows - 1))
                .mapToObj(from -> x.slice(axis, from, from + size))
                .toArray(Value[]::new);
        return cuts[0].concat(axis, List.of(cuts).subList(1, windows).toArray(Value[]::new));
    }
}
