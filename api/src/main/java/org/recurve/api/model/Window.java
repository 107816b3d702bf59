package org.recurve.api.model;

/**
 * The elements that a pooling reduces to one: a window of an image, a whole map, or a sentence of its true length.
 *
 * <p>Elements beyond an edge, or past the end of a sequence, are absent: {@link #present()} is 0 there and
 * {@link #values()} holds 0, and {@link #sum()} and {@link #max()} leave them out.
 */
public interface Window {
    /** [size, channels]. */
    Value values();

    /** [size]: 1 where the element exists, else 0. */
    Value present();

    /** Scalar: how many elements exist. */
    Value count();

    /** [channels]: the sum of the elements that exist, ascending. */
    Value sum();

    /** [channels]: the largest element that exists; the first if tied, NaN wins. The gradient goes there alone. */
    Value max();

    /**
     * [channels]: the sum of {@code f} of the elements that exist, such as {@code sum(Value::square)}.
     *
     * <p>Windows overlap, so {@code f} is applied to each element of the input once, before any window is cut: it is given
     * all maps, [channels, extents…], and gives a value of that shape, each element made of the same element alone. A number for each
     * channel needs the shape [channels, 1…] there. An {@code f} that brings elements together (a sum, a softmax, a movement) is
     * refused with {@link IllegalArgumentException}; what depends on the window, such as {@code x.minus(max())}, is said of
     * {@link #values()} and {@link #present()}.
     */
    Value sum(java.util.function.UnaryOperator<Value> f);
}
