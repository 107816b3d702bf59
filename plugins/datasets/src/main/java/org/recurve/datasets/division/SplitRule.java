package org.recurve.datasets.division;

import java.math.BigDecimal;
import java.util.Map;
import org.recurve.api.plugin.InvalidSetting;

/**
 * Describes how one's own examples are divided: shuffled by the seed, {@code test} takes its share from the back, {@code validation}
 * before it, {@code train} what is left. Shares are decimal numbers, rounded down to whole examples: 0.29 of 100 is 29. From 1 on
 * they are numbers of examples.
 *
 * @param validation a share below 1, or a number of examples
 * @param test as well
 * @param seed independent of a trial's
 */
public record SplitRule(double validation, double test, long seed) {
    public SplitRule {
        demandWhole("validation", validation);
        demandWhole("test", test);
        if (share(validation).add(share(test)).compareTo(BigDecimal.ONE) >= 0) {
            throw new InvalidSetting("validation " + validation + " and test " + test
                    + " leave nothing to train on; they are shares of all examples, and together less than 1");
        }
    }

    private static void demandWhole(String name, double value) {
        if (value >= 1 && (value != Math.rint(value) || value > Integer.MAX_VALUE)) {
            throw new InvalidSetting(name + " " + value
                    + " is neither a share, which is below 1, nor a number of examples, which is whole");
        }
    }

    private static BigDecimal share(double value) {
        return value >= 1 ? BigDecimal.ZERO : decimal(value);
    }

    /** Returns how many examples a share is, or a number of them. */
    public static int part(double share, int examples) {
        return share >= 1
                ? (int) share
                : decimal(share).multiply(BigDecimal.valueOf(examples)).intValue();
    }

    /** Returns what was written: 0.29, and not the double a little below it. */
    private static BigDecimal decimal(double share) {
        return BigDecimal.valueOf(share);
    }

    /**
     * Returns which of the examples each split has that has any.
     *
     * @param name of the data set, which keys the shuffling
     */
    public Map<String, int[]> divide(String name, int examples) {
        return new Division(this).divide(name, examples);
    }

    @Override
    public String toString() {
        return validation + "/" + test + ", seed " + seed;
    }
}
