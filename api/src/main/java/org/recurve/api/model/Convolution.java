package org.recurve.api.model;

import java.util.Optional;
import org.recurve.api.plugin.Spec;

/**
 * The geometry of a convolution; computes, for an input [channels, extents…],
 * {@code Z[i, p] = from[i, p] + Σ_c Σ_t w[bank(p)][i][c][tap(p, t)] · x[c, p·stride − before + t·dilation]}, the sum
 * ascending over c, then t, places outside the input left out (Goodfellow, Bengio, Courville, <i>Deep Learning</i>, 9.5).
 * It is a cross-correlation: the kernel is not flipped.
 *
 * @param filters output channels
 * @param windowing where the windows lie
 * @param groups input and output channels are cut into this many groups, each seeing only its own
 * @param sharing which kernel serves which position; empty for one kernel everywhere
 * @param algorithm by which sums it is computed
 */
public record Convolution(
        int filters,
        Windowing windowing,
        int groups,
        Optional<Spec<Sharing<?>>> sharing,
        ConvolutionAlgorithm algorithm) {
    public Convolution(int filters, Windowing windowing) {
        this(filters, windowing, 1, Optional.empty());
    }

    /** Returns a convolution that is computed as the formula says. */
    public Convolution(int filters, Windowing windowing, int groups, Optional<Spec<Sharing<?>>> sharing) {
        this(filters, windowing, groups, sharing, ConvolutionAlgorithm.DIRECT);
    }

    /** Returns the weights' shape for an input [channels, extents…]: [banks, filters, channels / groups, window…]. */
    public Shape weights(Shape input) {
        Shape spatial = input.slice(1, input.rank());
        int channels = input.dim(0);
        if (channels % groups != 0 || filters % groups != 0) {
            throw new IllegalArgumentException(groups + " groups divide neither " + channels + " input channels into "
                    + filters + " filters evenly");
        }
        windowing.over(spatial);
        return Shape.of(banks(spatial), filters, channels / groups)
                .with(new Shape(windowing.size().over(spatial.rank())));
    }

    /** Returns the output's shape for an input [channels, extents…]. */
    public Shape over(Shape input) {
        return Shape.of(filters).with(windowing.over(input.slice(1, input.rank())));
    }

    /** Returns how many kernels the sharing pattern asks for on an input with these spatial extents. */
    public int banks(Shape spatial) {
        int banks = 1;
        for (Position at : positions(spatial)) {
            banks = Math.max(banks, 1 + bank(at));
        }
        return banks;
    }

    /** Returns every position of the output, row by row. */
    public java.util.List<Position> positions(Shape spatial) {
        Shape out = windowing.over(spatial);
        java.util.List<Integer> window = windowing.size().over(spatial.rank());
        java.util.List<Position> positions = new java.util.ArrayList<>();
        for (int linear = 0; linear < out.size(); linear++) {
            Integer[] index = new Integer[out.rank()];
            int rest = linear;
            for (int axis = out.rank() - 1; axis >= 0; axis--) {
                index[axis] = rest % out.dim(axis);
                rest /= out.dim(axis);
            }
            positions.add(new Position(java.util.List.of(index), out.dims(), window));
        }
        return positions;
    }

    public int bank(Position at) {
        return sharing.map(s -> bank(s, at)).orElse(0);
    }

    public int tap(Position at, int tap) {
        return sharing.map(s -> tap(s, at, tap)).orElse(tap);
    }

    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private static int bank(Spec<Sharing<?>> spec, Position at) {
        int bank = spec.call("bank", () -> ((Sharing<Record>) spec.plugin()).bank(spec.config(), at));
        if (bank < 0) {
            throw spec.failure("bank", "returned " + bank + "; kernels are counted from 0");
        }
        return bank;
    }

    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private static int tap(Spec<Sharing<?>> spec, Position at, int tap) {
        return spec.call("tap", () -> ((Sharing<Record>) spec.plugin()).tap(spec.config(), at, tap));
    }
}
