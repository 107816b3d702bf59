package org.recurve.datasets.division;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.random.Stream;
import org.recurve.datasets.SplitItems;

/**
 * Describes how one's own examples are divided: shuffled by the seed, {@code test} takes its share from the back, {@code validation}
 * before it, {@code train} what is left. Shares are decimal numbers, rounded down to whole examples: 0.29 of 100 is 29.
 *
 * @param validation from 0 to 1
 * @param test from 0 to 1
 * @param seed independent of a trial's
 */
public record SplitRule(double validation, double test, long seed) {
    public SplitRule {
        if (decimal(validation).add(decimal(test)).compareTo(BigDecimal.ONE) >= 0) {
            throw new InvalidSetting("validation " + validation + " and test " + test
                    + " leave nothing to train on; they are shares of all examples, and together less than 1");
        }
    }

    /** Returns how many examples a share is. */
    public static int part(double share, int examples) {
        return decimal(share).multiply(BigDecimal.valueOf(examples)).intValue();
    }

    /** Returns what was written: 0.29, and not the double a little below it. */
    private static BigDecimal decimal(double share) {
        return BigDecimal.valueOf(share);
    }

    /** Returns the splits that have examples. */
    public Map<String, Examples> of(String name, int examples, SplitItems.Items items) {
        Map<String, Examples> splits = new HashMap<>();
        divide(name, examples).forEach((split, chosen) -> splits.put(split, new SplitItems(items, chosen, 0)));
        return splits;
    }

    /**
     * Returns which of the examples each split has that has any.
     *
     * @param name of the data set, which keys the shuffling
     */
    public Map<String, int[]> divide(String name, int examples) {
        int[] shuffled = Stream.of(seed).in(name).permutation(examples);
        int behind = examples - part(test, examples);
        int trained = behind - part(validation, examples);
        Map<String, int[]> splits = new HashMap<>();
        splits.put(Data.TRAIN, Arrays.copyOf(shuffled, trained));
        splits.put(Data.VALIDATION, Arrays.copyOfRange(shuffled, trained, behind));
        splits.put(Data.TEST, Arrays.copyOfRange(shuffled, behind, examples));
        splits.values().removeIf(chosen -> chosen.length == 0);
        return splits;
    }

    @Override
    public String toString() {
        return validation + "/" + test + ", seed " + seed;
    }
}
