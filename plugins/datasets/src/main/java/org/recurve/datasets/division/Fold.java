package org.recurve.datasets.division;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Min;

/**
 * A part of several of about the same size, which is tested while the others are trained and validated on.
 *
 * @param number counted from 1
 * @param of how many there are
 */
public record Fold(
        @Doc("which of them is the test split, counted from 1") @Min(1)
        int number,

        @Doc("how many folds there are") @Min(2) int of) {
    /** Says what its setting is about. */
    public static final String DOC =
            "the fold that is the test split, in place of test: {number: 2, of: 5}; seeds: {count: 1, folds: 5}"
                    + " trains on each of them; none if left out";

    public Fold {
        if (number > of) {
            throw new InvalidSetting("there is no fold " + number + " of " + of + "; they are counted from 1");
        }
    }

    /** Returns all folds, of which this is one. */
    public List<Fold> all() {
        return IntStream.rangeClosed(1, of).mapToObj(one -> new Fold(one, of)).toList();
    }

    /** Deals examples out one by one, in this order. */
    int[] ofExamples(int[] order, int examples) {
        return dealt(List.of(order), examples);
    }

    /** Deals out one class after another, so that each fold has about its share of every class. */
    int[] ofClasses(int[] order, int[] classes) {
        int count = IntStream.of(classes).max().orElse(-1) + 1;
        List<IntStream.Builder> parts =
                IntStream.range(0, count).mapToObj(_ -> IntStream.builder()).toList();
        IntStream.of(order).forEach(example -> parts.get(classes[example]).add(example));
        return dealt(parts.stream().map(part -> part.build().toArray()).toList(), classes.length);
    }

    /** Deals out examples with several labels, so that each fold has about its share of every label. */
    int[] ofLabels(int[] order, LabelShares shares) {
        demandEnough(order.length, "examples");
        int[] sizes = IntStream.range(0, of)
                .map(fold -> order.length / of + (fold < order.length % of ? 1 : 0))
                .toArray();
        return IntStream.of(shares.dealt(order, sizes)).map(part -> part + 1).toArray();
    }

    private int[] dealt(List<int[]> parts, int examples) {
        int[] folds = new int[examples];
        int next = 0;
        for (int[] part : parts) {
            for (int example : part) {
                folds[example] = next % of + 1;
                next++;
            }
        }
        demandEnough(next, "examples");
        return folds;
    }

    /** Gives one group after another, the largest first, to the fold that has the fewest examples. */
    int[] ofGroups(int[] order, int[] groups, int[] shuffledGroups) {
        int[] sizes = new int[shuffledGroups.length];
        for (int example : order) {
            sizes[groups[example]]++;
        }
        List<Integer> largest = new ArrayList<>(IntStream.of(shuffledGroups)
                .filter(group -> sizes[group] > 0)
                .boxed()
                .toList());
        largest.sort(Comparator.comparingInt((Integer group) -> sizes[group]).reversed());
        demandEnough(largest.size(), "groups");
        int[] filled = new int[of];
        int[] foldOf = new int[shuffledGroups.length];
        for (int group : largest) {
            int least = 0;
            for (int fold = 1; fold < of; fold++) {
                least = filled[fold] < filled[least] ? fold : least;
            }
            filled[least] += sizes[group];
            foldOf[group] = least + 1;
        }
        int[] folds = new int[groups.length];
        for (int example : order) {
            folds[example] = foldOf[groups[example]];
        }
        return folds;
    }

    private void demandEnough(int there, String what) {
        if (there < of) {
            throw new InvalidSetting(
                    of + " folds need at least as many " + what + ", and there are " + there + "; ask for fewer folds");
        }
    }

    /**
     * Returns the settings of all folds; those given alone if they are of none.
     *
     * @param of the settings of another fold
     */
    public static <C extends Record> List<C> each(Optional<Fold> fold, C given, Function<Fold, C> of) {
        return fold.map(one -> one.all().stream().map(of).toList()).orElseGet(() -> List.of(given));
    }

    /** Returns what opens the data of each of these settings, which differ in their fold alone, from one reading of the files. */
    public static <C extends Record> Map<C, Supplier<Data>> openings(List<C> folds, Function<C, Data> reading) {
        return folds.stream().collect(Collectors.toMap(fold -> fold, fold -> () -> reading.apply(fold)));
    }

    @Override
    public String toString() {
        return "fold " + number + " of " + of;
    }
}
