package org.recurve.datasets.own;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.random.Stream;
import org.recurve.datasets.Chosen;

/**
 * How one's own examples are divided: shuffled by the seed, {@code test} takes its share from the back, {@code validation}
 * before it, {@code train} what is left. Shares are rounded down to whole examples.
 *
 * @param validation from 0 to 1
 * @param test from 0 to 1
 * @param seed independent of a trial's
 */
record Division(double validation, double test, long seed) {
    Division {
        if (validation + test >= 1) {
            throw new InvalidSetting("validation " + validation + " and test " + test
                    + " leave nothing to train on; they are shares of all examples, and together less than 1");
        }
    }

    /** How many examples a share is. */
    static int part(double share, int examples) {
        return (int) (share * examples);
    }

    /** The splits that have examples. */
    Map<String, Examples> of(String name, int examples, Chosen.Items items) {
        int[] shuffled = Stream.of(seed).in(name).permutation(examples);
        int behind = examples - part(test, examples);
        int trained = behind - part(validation, examples);
        Map<String, Examples> splits = new HashMap<>();
        put(splits, Data.TRAIN, items, Arrays.copyOf(shuffled, trained));
        put(splits, Data.VALIDATION, items, Arrays.copyOfRange(shuffled, trained, behind));
        put(splits, Data.TEST, items, Arrays.copyOfRange(shuffled, behind, examples));
        return splits;
    }

    private static void put(Map<String, Examples> splits, String split, Chosen.Items items, int[] indices) {
        if (indices.length > 0) {
            splits.put(split, new Chosen(items, indices, 0));
        }
    }

    @Override
    public String toString() {
        return validation + "/" + test + ", seed " + seed;
    }
}
