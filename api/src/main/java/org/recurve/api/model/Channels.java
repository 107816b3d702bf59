package org.recurve.api.model;

/** The numbers of channels on both sides of a convolution. */
public record Channels(int inputs, int filters) {
    /** Each pair is asked for: whether it is connected, and with which weight. */
    private static final int MOST_PAIRS = 1 << 26;

    public Channels {
        if ((long) inputs * filters > MOST_PAIRS) {
            throw new IllegalArgumentException("a convolution from " + inputs + " channels to " + filters
                    + " filters has more than 2^26 pairs of them; take fewer filters");
        }
    }
}
