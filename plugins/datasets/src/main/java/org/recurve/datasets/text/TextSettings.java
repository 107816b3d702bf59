package org.recurve.datasets.text;

import org.recurve.api.plugin.InvalidSetting;

/**
 * Describes how much of a corpus is read, and how it is divided.
 *
 * @param steps tokens of a text that are read at most; those behind are cut off
 * @param vocabulary words that are known, the unknown word included
 * @param seed decides which text falls into which split; independent of a trial's seed
 */
public record TextSettings(int steps, int vocabulary, int train, int validation, int test, long seed) {
    /** Refuses to divide more texts than there are. */
    void demand(int different) {
        long wanted = (long) train + validation + test;
        if (wanted > different) {
            throw new InvalidSetting("train " + train + ", validation " + validation + " and test " + test + " make "
                    + wanted + " texts, but only " + different
                    + " differ in the tokens that are read; lower one of them");
        }
    }

    @Override
    public String toString() {
        return steps + " steps, " + vocabulary + " words, " + train + "/" + validation + "/" + test + ", seed " + seed;
    }
}
