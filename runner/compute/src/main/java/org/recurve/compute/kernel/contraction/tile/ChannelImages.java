package org.recurve.compute.kernel.contraction.tile;

import java.util.Arrays;
import org.recurve.compute.arithmetic.BlockLayout;

/**
 * The images of a block of few examples with channels in the lanes, [example][16 channels][place][channel]: there are as many channels
 * as lanes, where other examples would be copies.
 *
 * @param floats room for {@link #size}
 * @param examples how many
 * @param channels of each image
 * @param places of each channel
 */
public record ChannelImages(float[] floats, int examples, int channels, int places) {
    private static final int LANES = BlockLayout.LANES;
    /** Lets the examples fall into different sets of the caches. */
    private static final int APART = 80;

    /** Examples from which a square of lanes and channels is transposed at once. */
    private static final int SQUARES = 4;

    /** Returns the floats that images need: transposes write four examples at a time. */
    public static int size(int examples, int channels, int places) {
        return Math.ceilDiv(examples, 4) * 4 * exampleSize(channels, places);
    }

    private static int exampleSize(int channels, int places) {
        return Math.ceilDiv(channels, LANES) * places * LANES + APART;
    }

    /** Returns where the first place of an example lies, for the 16 channels from {@code channel} on. */
    public int at(int example, int channel) {
        return example * exampleSize(channels, places) + channel / LANES * places * LANES;
    }

    /**
     * Takes some places of all channels over.
     *
     * @param from the first of these places of the first channel, its first lane
     * @param stride floats from one channel to the next
     * @param aside room for 16 rows
     */
    public void read(float[] x, int from, int stride, int place, int count, float[] aside) {
        int step = exampleSize(channels, places);
        for (int channel = 0; channel < channels; channel += LANES) {
            int at = from + channel * stride;
            int to = at(0, channel) + place * LANES;
            if (examples < SQUARES || channel + LANES > channels) {
                for (int c = 0; c < Math.min(LANES, channels - channel); c++) {
                    column(x, at + c * stride, count, to + c, step);
                }
                continue;
            }
            for (int i = 0; i < count * LANES; i += LANES) {
                LaneTranspose.rows(x, at + i, stride, examples, aside, floats, to + i, step);
            }
        }
    }

    /** Takes places of one channel over. */
    private void column(float[] x, int from, int count, int to, int step) {
        for (int i = 0; i < count * LANES; i += LANES) {
            for (int example = 0; example < examples; example++) {
                floats[to + i + example * step] = x[from + i + example];
            }
        }
    }

    /** Writes +0 into some places of all channels. */
    public void clear(int place, int count) {
        for (int example = 0; example < examples; example++) {
            for (int channel = 0; channel < channels; channel += LANES) {
                int at = at(example, channel) + place * LANES;
                Arrays.fill(floats, at, at + count * LANES, 0f);
            }
        }
    }
}
