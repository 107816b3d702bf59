package org.recurve.api.model;

/** Says by which sums a convolution is computed; they agree but for roundings. */
public enum ConvolutionAlgorithm {
    /** Sums products of weights and inputs, as the formula says. */
    DIRECT,
    /** Computes 2 × 2 positions at once by 16 products a channel instead of 36: Winograd's F(2×2, 3×3). */
    WINOGRAD,
    /** Takes Winograd's where it pays, by a rule on the shapes alone. */
    BY_SHAPE;

    /** The fewest input channels, and the fewest filters, with which {@link #BY_SHAPE} takes Winograd's. */
    public static final int FEWEST_CHANNELS = 16;
}
