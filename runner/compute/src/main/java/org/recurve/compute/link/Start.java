package org.recurve.compute.link;

/**
 * What the chains of an {@link Role#OUTPUT} or {@link Role#INPUT} begin with.
 *
 * @param form how {@code from} is laid over the target
 * @param from the values; ignored by {@link Form#ZERO}
 */
public record Start(Form form, Span from) {
    public static final Start ZERO = new Start(Form.ZERO, Span.shared(new float[0], 0));

    /** How initial values are laid over the target's rows. */
    public enum Form {
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
