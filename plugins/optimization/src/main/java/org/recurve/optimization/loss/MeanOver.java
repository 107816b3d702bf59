package org.recurve.optimization.loss;

import java.util.Optional;

/** Describes what the loss of a batch of sequences is a mean over. */
public enum MeanOver {
    /** Sequences: each one's mean over its true steps counts alike, however long it is. */
    SEQUENCES,
    /** All true steps of all sequences alike, so that long sequences count more. */
    TOKENS;

    /** Returns whether every true step of a batch counts alike. */
    static boolean isTokens(Optional<MeanOver> over) {
        return over.filter(TOKENS::equals).isPresent();
    }

    static final String DOC =
            "what a batch's loss is a mean over: sequences (each one's mean over its true steps counts"
                    + " alike), or tokens (every true step of the batch does); sequences if left out";
}
