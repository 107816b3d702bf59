package org.recurve.compute.ir;

import java.util.Optional;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.ConvolutionAlgorithm;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.compute.arithmetic.BlockLayout;

/**
 * The connections of one linear layer: {@code T(w, x, y) = Σ w[bank(p)][f][c][weight(p, t)] · x[r][c][pixel(p, t)] · y[r][f][p]},
 * the sum over repetitions r, filters f, channels c of f's group, positions p and window elements t inside the input.
 *
 * <p>Everything is row-major: x is [prefix][channels][pixels], y is [prefix][filters][positions], w is
 * [banks][filters][channels / groups][taps].
 *
 * @param prefix independent repetitions that share the weights, such as time steps
 * @param channels input channels
 * @param filters output channels
 * @param groups channels and filters are cut into this many groups, each connected only within itself
 * @param map which pixels a position reads, and by which weights
 * @param convolution what the wiring was made from, if anything: export and receptive fields need it
 * @param alongSequence whether positions are those of sequences that examples have different numbers of, so that no bit of
 *     a result may depend on how many there is room for
 * @param winograd the tiles of a convolution whose definition is Winograd's; empty where it is the direct sum
 */
public record ContractionSpec(
        int prefix,
        int channels,
        int filters,
        int groups,
        WindowIndexMap map,
        Optional<Convolution> convolution,
        boolean alongSequence,
        Optional<WinogradGrid> winograd) {
    public ContractionSpec(
            int prefix,
            int channels,
            int filters,
            int groups,
            WindowIndexMap wiring,
            Optional<Convolution> convolution) {
        this(prefix, channels, filters, groups, wiring, convolution, false, Optional.empty());
    }

    public ContractionSpec {
        ElementLimit.rows(prefix, channels, map.pixels());
        ElementLimit.rows(prefix, filters, map.positions());
        if (channels % groups != 0 || filters % groups != 0) {
            throw new IllegalArgumentException(
                    groups + " groups divide neither " + channels + " channels nor " + filters + " filters evenly");
        }
    }

    /** Returns every unit sees every input: w is [units][inputs]. */
    public static ContractionSpec dense(int inputs, int units) {
        return new ContractionSpec(1, inputs, units, 1, WindowIndexMap.point(), Optional.empty());
    }

    /** Returns a convolution of an input [channels, extents…] with any number of spatial axes. */
    public static ContractionSpec of(Convolution convolution, Shape input) {
        Shape spatial = input.slice(1, input.rank());
        WindowIndexMap map = WindowIndexMap.of(convolution, spatial);
        int groups = convolution.groups();
        return new ContractionSpec(
                1,
                input.dim(0),
                convolution.filters(),
                groups,
                map,
                Optional.of(convolution),
                false,
                winograd(convolution, WinogradGrid.of(convolution, spatial, map), input.dim(0) / groups));
    }

    private static Optional<WinogradGrid> winograd(
            Convolution convolution, Optional<WinogradGrid> grid, int channelsPerGroup) {
        return switch (convolution.algorithm()) {
            case DIRECT -> Optional.empty();
            case BY_SHAPE ->
                grid.filter(tiles -> tiles.pays(channelsPerGroup, convolution.filters() / convolution.groups()));
            case WINOGRAD ->
                Optional.of(
                        grid.orElseThrow(
                                () -> new InvalidSetting(
                                        "algorithm: winograd is for one kernel of 3 by 3 at"
                                                + " all positions of two axes, with stride 1 and dilation 1; leave the algorithm out here")));
        };
    }

    /** Returns the same connections {@code times} times side by side, sharing the weights. */
    public ContractionSpec repeated(int times) {
        return new ContractionSpec(
                prefix * times, channels, filters, groups, map, convolution, alongSequence, winograd);
    }

    /** Returns the same connections over a sequence whose true length differs between examples: a direct sum, since tiles would join steps. */
    public ContractionSpec overSequence() {
        if (convolution.map(Convolution::algorithm).equals(Optional.of(ConvolutionAlgorithm.WINOGRAD))) {
            throw new InvalidSetting(
                    "algorithm: winograd computes several positions at once, and examples differ in how many"
                            + " steps they have; leave the algorithm out here");
        }
        return new ContractionSpec(prefix, channels, filters, groups, map, convolution, true, Optional.empty());
    }

    /** Rows of x: the elements of one example. */
    public int inputRows() {
        return prefix * channels * map.pixels();
    }

    /** Rows of y. */
    public int outputRows() {
        return prefix * filters * map.positions();
    }

    public int channelsPerGroup() {
        return channels / groups;
    }

    public int filtersPerGroup() {
        return filters / groups;
    }

    /** Elements of w. */
    public int parameters() {
        return map.banks() * filters * channelsPerGroup() * map.taps();
    }

    /** Returns the number of products for one example: (weight, input, output) triples inside the input. */
    public long products() {
        return (long) prefix * filters * channelsPerGroup() * map.present();
    }

    /** Returns the connections of one example as a drawing of the net has them: those to places beyond an edge too. */
    public long drawnLinks() {
        return (long) outputRows() * channelsPerGroup() * map.taps();
    }

    /**
     * Returns the floating-point operations for one example, in any role: a multiplication and an addition for each product of
     * the direct sum, whatever the algorithm saves.
     */
    public long flops() {
        return 2 * products();
    }

    /**
     * Returns whether a weight serves so few positions that its gradient is one chain over (block of 16 examples, repetition,
     * position, example) instead of 16 partial sums.
     */
    public boolean fewPositionsPerWeight() {
        return !alongSequence && winograd.isEmpty() && map.positionsPerBank() < BlockLayout.LANES;
    }
}
