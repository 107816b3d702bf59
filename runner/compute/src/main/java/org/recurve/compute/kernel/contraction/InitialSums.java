package org.recurve.compute.kernel.contraction;

/**
 * Describes what the chains of an {@link org.recurve.compute.ir.ContractionOperand#OUTPUT} or {@link org.recurve.compute.ir.ContractionOperand#INPUT} begin with.
 *
 * @param layout how {@code from} is laid over the target
 * @param from the values; ignored by {@link InitialLayout#ZERO}
 */
public record InitialSums(InitialLayout layout, BufferOffset from) {
    public static final InitialSums ZERO = new InitialSums(InitialLayout.ZERO, BufferOffset.shared(new float[0], 0));

    /** Describes how initial values are laid over the target's rows. */
    public enum InitialLayout {
        /** {@code +0} everywhere. */
        ZERO,
        /** A shared value with one element for each target channel: a bias. */
        CHANNEL,
        /** A shared value with one element for each target row of one repetition, [channel][place]. */
        ROW,
        /** An example value with the target's own rows; it may be the target itself, but must not overlap it otherwise. */
        EXAMPLE
    }
}
