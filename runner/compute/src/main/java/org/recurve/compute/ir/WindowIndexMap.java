package org.recurve.compute.ir;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Position;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Windowing;

/**
 * Says which input pixel each window element of each output position reads, and which weight weighs it: the spatial half of a
 * {@link ContractionSpec}, the same for every channel. Immutable; equal when all entries are.
 */
public final class WindowIndexMap {
    private static final WindowIndexMap POINT = new WindowIndexMap(1, 1, new int[] {0}, new int[] {0}, new int[] {0});

    private final int pixels;
    private final int taps;
    private final int banks;
    private final int[] pixel;
    private final int[] tap;
    private final int[] bank;
    private final int hash;

    /**
     * Copies nothing: the arrays are the wiring's own from here on.
     *
     * @param pixels the input's places, row by row
     * @param taps window elements of a position, and weights of a kernel
     * @param pixel the pixel that element t of position p reads at [p · taps + t]; −1 outside the input
     * @param tap which weight of the kernel weighs it, at the same place
     * @param bank which kernel serves position p
     */
    public WindowIndexMap(int pixels, int taps, int[] pixel, int[] tap, int[] bank) {
        this.pixels = pixels;
        this.taps = taps;
        this.banks = 1 + Arrays.stream(bank).max().orElse(0);
        this.pixel = pixel;
        this.tap = tap;
        this.bank = bank;
        this.hash = 31 * (31 * Arrays.hashCode(pixel) + Arrays.hashCode(tap)) + Arrays.hashCode(bank);
    }

    /** Returns the map of one pixel, one position and one weight: a dense layer sees its inputs as channels. */
    static WindowIndexMap point() {
        return POINT;
    }

    static WindowIndexMap of(Convolution convolution, Shape spatial) {
        List<Position> positions = convolution.positions(spatial);
        Windowing windowing = convolution.windowing();
        List<Windowing.Axis> axes = IntStream.range(0, spatial.rank())
                .mapToObj(axis -> windowing.axis(axis, spatial))
                .toList();
        int taps = axes.stream().mapToInt(Windowing.Axis::size).reduce(1, (a, b) -> a * b);
        int[] pixel = new int[ElementLimit.entries(positions.size(), taps)];
        int[] tap = new int[pixel.length];
        int[] bank = new int[positions.size()];
        for (int p = 0; p < bank.length; p++) {
            Position at = positions.get(p);
            bank[p] = convolution.bank(at);
            for (int t = 0; t < taps; t++) {
                pixel[p * taps + t] = pixel(axes, spatial, at, t);
                tap[p * taps + t] = convolution.tap(at, t);
            }
        }
        return new WindowIndexMap(spatial.size(), taps, pixel, tap, bank);
    }

    private static int pixel(List<Windowing.Axis> axes, Shape spatial, Position at, int tap) {
        int pixel = 0;
        int scale = 1;
        for (int axis = axes.size() - 1; axis >= 0; axis--) {
            Windowing.Axis a = axes.get(axis);
            int place = at.index().get(axis) * a.stride() - a.before() + tap % a.size() * a.dilation();
            if (place < 0 || place >= spatial.dim(axis)) {
                return -1;
            }
            pixel += place * scale;
            scale *= spatial.dim(axis);
            tap /= a.size();
        }
        return pixel;
    }

    public int pixels() {
        return pixels;
    }

    public int positions() {
        return bank.length;
    }

    public int taps() {
        return taps;
    }

    public int banks() {
        return banks;
    }

    /** Returns the pixel that window element {@code tap} of {@code position} reads; −1 outside the input. */
    public int pixel(int position, int tap) {
        return pixel[position * taps + tap];
    }

    /** Returns which weight of its kernel weighs that pixel. */
    public int weight(int position, int element) {
        return tap[position * taps + element];
    }

    public int bank(int position) {
        return bank[position];
    }

    /** Bytes of its lists. */
    public long bytes() {
        return (long) Integer.BYTES * (pixel.length + tap.length + bank.length);
    }

    /** Returns how many (position, window element) pairs lie inside the input. */
    public int present() {
        return (int) Arrays.stream(pixel).filter(at -> at >= 0).count();
    }

    /** Returns the positions that the busiest kernel serves. */
    int positionsPerBank() {
        int[] served = new int[banks];
        for (int b : bank) {
            served[b]++;
        }
        return Arrays.stream(served).max().orElse(0);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof WindowIndexMap that
                        && hash == that.hash
                        && pixels == that.pixels
                        && taps == that.taps
                        && Arrays.equals(pixel, that.pixel)
                        && Arrays.equals(tap, that.tap)
                        && Arrays.equals(bank, that.bank);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return pixels + " pixels → " + bank.length + " positions × " + taps + " taps, " + banks + " banks";
    }
}
