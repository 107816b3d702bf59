package org.recurve.compute.ir;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.ConvolutionAlgorithm;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Windowing;

/**
 * The geometry of a convolution that is computed by Winograd's F(2×2, 3×3): tiles of 2 × 2 output places, each from the 4 × 4
 * input places under it. Tiles are counted row by row; those at the lower and right edge may reach beyond the output, and all
 * may reach beyond the input.
 *
 * @param above places that the first window begins above the input
 * @param left places that it begins to the left of it
 * @param taps which weight of a kernel each of the 9 window elements meets
 */
public record WinogradGrid(
        int inputHeight, int inputWidth, int outputHeight, int outputWidth, int above, int left, IntArray taps) {
    /** Output places along each side of a tile. */
    public static final int TILE = 2;

    /** Input places along each side of what a tile reads. */
    public static final int PATCH = 4;

    /** Products of a tile and a channel. */
    public static final int FREQUENCIES = PATCH * PATCH;

    private static final int KERNEL = 3;
    private static final int WINDOW = KERNEL * KERNEL;
    private static final int FEWEST_TILES = 16;

    /** Returns the grid of a convolution with one 3 × 3 kernel for all positions at stride 1; empty for all others. */
    static Optional<WinogradGrid> of(Convolution convolution, Shape spatial, WindowIndexMap map) {
        if (spatial.rank() != 2 || map.taps() != WINDOW || map.banks() != 1) {
            return Optional.empty();
        }
        Windowing windowing = convolution.windowing();
        List<Windowing.Axis> axes = IntStream.range(0, 2)
                .mapToObj(axis -> windowing.axis(axis, spatial))
                .toList();
        Shape out = windowing.over(spatial);
        boolean fits =
                axes.stream().allMatch(axis -> axis.size() == KERNEL && axis.stride() == 1 && axis.dilation() == 1)
                        && IntStream.range(0, map.positions() * WINDOW)
                                .allMatch(i -> map.weight(i / WINDOW, i % WINDOW) == map.weight(0, i % WINDOW));
        return fits
                ? Optional.of(new WinogradGrid(
                        spatial.dim(0),
                        spatial.dim(1),
                        out.dim(0),
                        out.dim(1),
                        axes.get(0).before(),
                        axes.get(1).before(),
                        IntArray.of(WINDOW, tap -> map.weight(0, tap))))
                : Optional.empty();
    }

    /** Returns whether it is the definition where nothing else is asked for: decided by these numbers, on every machine alike. */
    boolean pays(int channelsPerGroup, int filtersPerGroup) {
        return channelsPerGroup >= ConvolutionAlgorithm.FEWEST_CHANNELS
                && filtersPerGroup >= ConvolutionAlgorithm.FEWEST_CHANNELS
                && tiles() >= FEWEST_TILES;
    }

    /** Returns the grid of the input's adjoint: the same from the output to the input, by kernels turned round. */
    public WinogradGrid mirrored() {
        return new WinogradGrid(
                outputHeight,
                outputWidth,
                inputHeight,
                inputWidth,
                KERNEL - 1 - above,
                KERNEL - 1 - left,
                IntArray.of(WINDOW, tap -> taps.at(WINDOW - 1 - tap)));
    }

    /** Returns how many tiles lie side by side. */
    public int across() {
        return Math.ceilDiv(outputWidth, TILE);
    }

    /** Returns how many tiles cover the output. */
    public int tiles() {
        return Math.ceilDiv(outputHeight, TILE) * across();
    }
}
