package org.recurve.api.model;

/**
 * Says which of several kernels serves each position of a convolution: with one kernel for all it is an ordinary
 * convolution, with one for each position a locally connected layer, with {@code t} in turn a tiled one.
 *
 * <p>The number of kernels is one more than the largest bank named. A convolution trains equally fast under every pattern.
 */
public interface Sharing<C extends Record> {
    /** Returns the kernel, counted from 0, that serves this position. */
    int bank(C config, Position at);

    /** Returns which of the kernel's taps weighs the window's element {@code tap} (both row by row); the same, unless mirrored. */
    default int tap(C config, Position at, int tap) {
        return tap;
    }
}
