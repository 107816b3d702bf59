package org.recurve.engine.executor;

import java.util.HexFormat;

/**
 * A share of trials that is trained twice, chosen by their identities: the same whoever asks, and spread evenly.
 *
 * @param share from 0, none, to 1, all
 */
public record ConfirmedShare(double share) {
    /** Trains everything once. */
    public static final ConfirmedShare NONE = new ConfirmedShare(0);

    private static final String PREFIX = "sha256:";
    private static final int DIGITS = 8;
    private static final double RANGE = 0x1p32;

    /** Returns whether a trial is one of them: its identity is a hash, which is as good as drawn. */
    boolean has(String identity) {
        String digits = identity.substring(PREFIX.length(), PREFIX.length() + DIGITS);
        return HexFormat.fromHexDigitsToLong(digits) < share * RANGE;
    }
}
