package org.recurve.pooling;

import java.util.Arrays;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.TrueLength;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * k-max pooling: the {@code k} largest elements of each channel, in the order in which they stood (Kalchbrenner,
 * Grefenstette, Blunsom, <i>A Convolutional Neural Network for Modelling Sentences</i>, 2014).
 *
 * <p>From [channels, extents…] to [channels, k]; positions count in row-major order. Of equal elements the first are
 * taken. Positions past an example's true length are left out; an example with fewer than {@code k} positions is refused
 * by its number, or has zeros behind its last.
 */
@Plugin(id = "k-max", version = 2, summary = "the k largest elements of a channel, in the order in which they stood")
public final class KMaxPooling implements Layer<KMaxPooling.Config> {
    /** The settings. */
    public record Config(
            @Doc("how many elements are kept") @Main @Min(1) int k,

            @Doc("whether positions past an example's true length are left out, if the data set has lengths")
            @Default("true")
            boolean trueLength,

            @Doc("what is done with an example that has fewer than k positions: it is refused, or padded with zeros")
            @Default("refuse")
            Missing missing) {}

    /** Describes what is done with an example of fewer than {@code k} positions. */
    public enum Missing {
        /** Refused by its number before training begins. */
        REFUSE,
        /** Zeros take the places that are left. */
        ZEROS
    }

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        Shape shape = x.shape();
        if (shape.rank() < 2) {
            throw new InvalidSetting("k-max needs an input of shape [channels, extents…], but was given " + shape);
        }
        int channels = shape.dim(0);
        int positions = shape.size() / channels;
        if (config.k() > positions) {
            throw new InvalidSetting("k-max keeps " + config.k() + " elements of each channel, but an input of shape "
                    + shape + " has only " + positions + "; give a k of at most " + positions);
        }
        Value all = config.trueLength() ? x : scope.withPadding(x);
        if (config.missing() == Missing.REFUSE) {
            demand(scope, all, config.k());
        }
        Value present = scope.trueLength(all)
                .filter(length -> length.axis() > 0)
                .map(length -> present(scope, shape, length))
                .orElseGet(() -> scope.constant(1, positions));
        return new LargestElements(scope, all.reshape(channels, positions), present).kept(config.k());
    }

    private static void demand(Scope scope, Value x, int k) {
        scope.trueLength(x)
                .filter(length -> length.axis() > 0)
                .ifPresent(_ -> scope.demandTrueLength(
                        x, k, "leave such examples out, give a smaller k, or let missing: zeros fill their places"));
    }

    /** [positions]: 1 for each of the positions that exist. */
    private static Value present(Scope scope, Shape shape, TrueLength length) {
        int[] dims = new int[shape.rank()];
        Arrays.fill(dims, 1);
        int extent = shape.dim(length.axis());
        dims[length.axis()] = extent;
        float[] ordinals = new float[extent];
        for (int i = 0; i < extent; i++) {
            ordinals[i] = i;
        }
        return length.count()
                .greaterThan(scope.constant(ordinals, dims))
                .broadcast(Shape.of(1).with(shape.slice(1, shape.rank())))
                .flatten();
    }

    /**
     * The choice among the positions of each channel.
     *
     * @param x [channels, positions]
     * @param present [positions]
     */
    private record LargestElements(Scope scope, Value x, Value present) {
        Value kept(int k) {
            int channels = x.shape().dim(0);
            int positions = x.shape().dim(1);
            Value rest = chosen(k);
            Value[] kept = new Value[k];
            for (int i = 0; i < k; i++) {
                Value first = rest.argmax(1).reshape(channels, 1);
                Value element = x.flatten().gather(first.plus(rowStarts(channels, positions)));
                kept[i] = present.sum().greaterThan(i).choose(element, scope.zeros(channels, 1));
                rest = without(first, rest);
            }
            return kept[0].concat(1, Arrays.copyOfRange(kept, 1, k));
        }

        /** [channels, positions]: 1 for each of the {@code k} largest that exist. */
        private Value chosen(int k) {
            Value all = present.broadcast(x.shape());
            Value left = all;
            for (int i = 0; i < k; i++) {
                Value largest = left.choose(x, scope.constant(Double.NEGATIVE_INFINITY))
                        .argmax(1)
                        .reshape(x.shape().dim(0), 1);
                left = without(largest, left);
            }
            return all.minus(left);
        }

        private Value without(Value position, Value marks) {
            return ordinals().equalTo(position).choose(scope.zeros(), marks);
        }

        private Value ordinals() {
            float[] ordinals = new float[x.shape().dim(1)];
            for (int i = 0; i < ordinals.length; i++) {
                ordinals[i] = i;
            }
            return scope.constant(ordinals, ordinals.length);
        }

        private Value rowStarts(int channels, int positions) {
            float[] starts = new float[channels];
            for (int i = 0; i < channels; i++) {
                starts[i] = i * positions;
            }
            return scope.constant(starts, channels, 1);
        }
    }
}
