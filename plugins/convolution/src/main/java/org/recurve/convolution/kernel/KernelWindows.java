package org.recurve.convolution.kernel;

import java.util.OptionalInt;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.InvalidSetting;

/**
 * The windows in a convolution's weights [banks, filters, channels, window…], or a transposed one's
 * [1, channels, filters / groups, window…], each to be filled with its filter's kernel. Every channel seen gets the kernel divided by their number: what is convolved is their mean, so that a grey picture gives
 * the same maps whether it has one channel or three equal ones.
 *
 * @param wanted whom to name where the weights are none of a convolution, or of another rank
 * @param transposed the number of groups of a transposed convolution; empty for others
 */
record KernelWindows(String wanted, Shape weights, OptionalInt transposed) {
    KernelWindows {
        if (weights.rank() < 4) {
            throw new InvalidSetting(wanted + " is the kernel of a convolution, whose weights are"
                    + " [banks, filters, channels, window…]; this parameter is " + weights);
        }
    }

    static KernelWindows of(String wanted, Weights parameter) {
        return new KernelWindows(wanted, parameter.shape(), parameter.transposed());
    }

    /** Returns the same, known to have two spatial axes. */
    KernelWindows ofImages() {
        if (weights.rank() != 5) {
            throw new InvalidSetting(wanted + " is a kernel with rows and columns, but the window is " + window());
        }
        return this;
    }

    Shape window() {
        return weights.slice(3, weights.rank());
    }

    int filters() {
        return transposed.isPresent() ? weights.dim(2) * transposed.getAsInt() : weights.dim(1);
    }

    /** Returns how many channels one filter sees. */
    int channels() {
        return transposed.isPresent() ? weights.dim(1) / transposed.getAsInt() : weights.dim(2);
    }

    /** Returns the filter that a window belongs to, of the windows in the order of the weights. */
    private int filter(int window) {
        int inner = window % weights.dim(2);
        int outer = window / weights.dim(2) % weights.dim(1);
        return transposed.isPresent() ? outer / channels() * weights.dim(2) + inner : outer;
    }

    /** Returns which of the channels that its filter sees a window reads. */
    private int channel(int window) {
        return transposed.isPresent() ? window / weights.dim(2) % weights.dim(1) % channels() : window % weights.dim(2);
    }

    /** Gives what stands in a filter's kernel at an index of the window. */
    interface Kernel {
        double at(int filter, int... index);
    }

    float[] filled(Kernel kernel) {
        return filledByChannel((filter, channel, index) -> kernel.at(filter, index) / channels());
    }

    /** Gives what stands in a filter's kernel for one of the channels that it sees, at an index of the window. */
    interface ChannelKernel {
        double at(int filter, int channel, int... index);
    }

    float[] filledByChannel(ChannelKernel kernel) {
        int[] window = window().toArray();
        int size = window().size();
        float[] values = new float[weights.size()];
        int[] index = new int[window.length];
        for (int i = 0; i < values.length; i++) {
            int rest = i % size;
            for (int axis = window.length - 1; axis >= 0; axis--) {
                index[axis] = rest % window[axis];
                rest /= window[axis];
            }
            values[i] = (float) kernel.at(filter(i / size), channel(i / size), index);
        }
        return values;
    }

    /** Returns a kernel of 3×3 in the middle of every window, zeros around it. */
    float[] centred(Stencil stencil) {
        int rows = ofImages().window().dim(0);
        int columns = window().dim(1);
        if (rows % 2 == 0 || columns % 2 == 0 || rows < 3 || columns < 3) {
            throw new InvalidSetting(wanted + " is a 3×3 kernel, placed in the middle of a window with odd"
                    + " extents of at least 3; the window is " + window());
        }
        return filled((filter, index) -> {
            int row = index[0] - rows / 2;
            int column = index[1] - columns / 2;
            return Math.abs(row) > 1 || Math.abs(column) > 1 ? 0 : stencil.at(filter, row, column);
        });
    }

    /** A kernel of 3×3: what stands at row and column −1, 0 and 1. */
    interface Stencil {
        double at(int filter, int row, int column);
    }
}
