package org.recurve.datasets.division;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.random.Stream;
import org.recurve.datasets.SplitItems;

/**
 * Divides examples: as was said of some of them, and the rest by a rule, one by one, class by class,
 * label by label, or group by group. Within each split
 * examples stand in the order of one shuffling, which depends on the seed alone.
 */
public final class Division {
    /** Says of an example that the rule decides. */
    public static final int FREE = -1;

    private static final int TRAIN = Data.SPLITS.indexOf(Data.TRAIN);
    private static final int VALIDATION = Data.SPLITS.indexOf(Data.VALIDATION);
    private static final int TEST = Data.SPLITS.indexOf(Data.TEST);

    private static final int[] PARTS = {TRAIN, VALIDATION, TEST};

    private final SplitRule rule;
    private final Unit unit;
    private final int[] units;
    private final List<BitSet> labels;
    private final int[] given;
    private final Optional<Fold> fold;
    private final boolean filled;

    /** Says what the rule divides. */
    private enum Unit {
        EXAMPLE,
        CLASS,
        LABELS,
        GROUP
    }

    /** Divides example by example. */
    public Division(SplitRule rule) {
        this(rule, Unit.EXAMPLE, new int[0], List.of(), new int[0], Optional.empty(), false);
    }

    private Division(
            SplitRule rule,
            Unit unit,
            int[] units,
            List<BitSet> labels,
            int[] given,
            Optional<Fold> fold,
            boolean filled) {
        this.rule = rule;
        this.unit = unit;
        this.units = units;
        this.labels = labels;
        this.given = given;
        this.fold = fold;
        this.filled = filled;
    }

    /** Returns the same, so that each split has about the share of every class that all examples have. */
    public Division byClass(int... classes) {
        return new Division(rule, Unit.CLASS, classes.clone(), List.of(), given, fold, filled);
    }

    /**
     * Returns the same, so that splits by class have the size that was asked for: what classes of few examples leave open is chosen
     * among them by chance, so that one may be tested of which nothing is trained on.
     */
    public Division filled() {
        return new Division(rule, unit, units, labels, given, fold, true);
    }

    /** Returns the same, so that each split has about the share of every label that all examples have, who may have several. */
    public Division byLabels(List<BitSet> sets) {
        return new Division(rule, Unit.LABELS, new int[0], List.copyOf(sets), given, fold, filled);
    }

    /** Returns the same, so that all examples of a group fall into one split; groups count from 0. */
    public Division byGroup(int... groups) {
        return new Division(rule, Unit.GROUP, groups.clone(), List.of(), given, fold, filled);
    }

    /** Returns the same, with a split for some examples, by its place in {@link Data#SPLITS}; {@link #FREE} for the others. */
    public Division given(int... splits) {
        return new Division(rule, unit, units, labels, splits.clone(), fold, filled);
    }

    /** Returns the same, with a fold of the examples that the rule decides for its test split; with none, as the rule says. */
    public Division fold(Optional<Fold> chosen) {
        return new Division(rule, unit, units, labels, given, chosen, filled);
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
        int[] shuffled = Stream.of(rule.seed()).in(name).permutation(examples);
        if (fold.isPresent()) {
            return given(tested(fold.get(), name, shuffled))
                    .fold(Optional.empty())
                    .divide(name, examples);
        }
        Map<String, int[]> splits = unit == Unit.EXAMPLE && given.length == 0
                ? plain(shuffled, wanted(examples))
                : gathered(shuffled, assigned(name, shuffled));
        splits.values().removeIf(chosen -> chosen.length == 0);
        if (!splits.containsKey(Data.TRAIN)) {
            throw new InvalidSetting("no example is left to train on");
        }
        return splits;
    }

    /**
     * Returns how many examples splits by class go without, or have by chance, since one of each class stays to train on.
     *
     * @param name of the data set, which keys the shuffling
     */
    public int lacking(String name, int examples) {
        int[] shuffled = Stream.of(rule.seed()).in(name).permutation(examples);
        if (fold.isPresent()) {
            return given(tested(fold.get(), name, shuffled))
                    .fold(Optional.empty())
                    .lacking(name, examples);
        }
        int[] split = said(examples);
        int[] free = IntStream.of(shuffled).filter(i -> split[i] == FREE).toArray();
        Wanted wanted = wanted(free.length);
        return unit == Unit.CLASS ? new ClassShares(units, free).lacking(wanted.validation, wanted.test) : 0;
    }

    /**
     * Returns what people should know of the splits.
     *
     * @param name of the data set, which keys the shuffling
     */
    public Data.Remarks remarks(String name, int examples) {
        int lacking = lacking(name, examples);
        String note = switch (unit) {
            case EXAMPLE -> "";
            case CLASS -> "each split has its share of every class; stratify: false divides by chance alone";
            case LABELS -> "each split has its share of every label";
            case GROUP -> "no group is in two splits";
        };
        boolean divided = fold.isPresent() || rule.validation() > 0 || rule.test() > 0;
        return new Data.Remarks(
                note.isEmpty() || !divided ? List.of() : List.of(note),
                lacking == 0
                        ? List.of()
                        : List.of("classes have too few examples for each split to have its share of them: " + lacking
                                + (filled
                                        ? (lacking == 1 ? " example was" : " examples were")
                                                + " chosen by chance, some of classes of which none is left to train on"
                                        : " fewer " + (lacking == 1 ? "example is" : "examples are")
                                                + " validated and tested than were asked for, since one of each"
                                                + " class stays to train on")
                                + "; add examples, join small classes, or say answers: numbers if they are numbers"));
    }

    /** Returns what was said of examples, and the test split for those of the fold. */
    private int[] tested(Fold chosen, String name, int[] shuffled) {
        int[] split = said(shuffled.length);
        int[] free = IntStream.of(shuffled).filter(i -> split[i] == FREE).toArray();
        int[] folds = switch (unit) {
            case EXAMPLE -> chosen.ofExamples(free, shuffled.length);
            case CLASS -> chosen.ofClasses(free, units);
            case LABELS -> chosen.ofLabels(free, new LabelShares(labels));
            case GROUP -> chosen.ofGroups(free, units, shuffledGroups(name));
        };
        for (int example : free) {
            split[example] = folds[example] == chosen.number() ? TEST : FREE;
        }
        return split;
    }

    private int[] said(int examples) {
        int[] split = new int[examples];
        Arrays.fill(split, FREE);
        System.arraycopy(given, 0, split, 0, given.length);
        return split;
    }

    private int[] shuffledGroups(String name) {
        int count = IntStream.of(units).max().orElse(-1) + 1;
        return Stream.of(rule.seed()).in(name).in("groups").permutation(count);
    }

    /** Says how many examples the rule gives to these splits. */
    private record Wanted(int validation, int test) {}

    /** Returns how many of these examples the rule gives; a split of which some were given takes none. */
    private Wanted wanted(int free) {
        boolean validated = IntStream.of(given).anyMatch(i -> i == VALIDATION);
        boolean tested = IntStream.of(given).anyMatch(i -> i == TEST);
        Wanted wanted = new Wanted(
                validated ? 0 : SplitRule.part(rule.validation(), free),
                tested ? 0 : SplitRule.part(rule.test(), free));
        if (free > 0 && (long) wanted.validation + wanted.test >= free) {
            throw new InvalidSetting("validation takes " + wanted.validation + " and test " + wanted.test + " of "
                    + free + " examples, and nothing is left to train on; keep fewer for them");
        }
        return wanted;
    }

    /** Cuts the shuffling: the last ones are tested, those before them validated. */
    private static Map<String, int[]> plain(int[] shuffled, Wanted wanted) {
        int behind = shuffled.length - wanted.test;
        int trained = behind - wanted.validation;
        Map<String, int[]> splits = new HashMap<>();
        splits.put(Data.TRAIN, Arrays.copyOf(shuffled, trained));
        splits.put(Data.VALIDATION, Arrays.copyOfRange(shuffled, trained, behind));
        splits.put(Data.TEST, Arrays.copyOfRange(shuffled, behind, shuffled.length));
        return splits;
    }

    private static Map<String, int[]> gathered(int[] shuffled, int[] split) {
        Map<String, int[]> splits = new HashMap<>();
        for (int place = 0; place < Data.SPLITS.size(); place++) {
            int one = place;
            splits.put(
                    Data.SPLITS.get(place),
                    IntStream.of(shuffled).filter(i -> split[i] == one).toArray());
        }
        return splits;
    }

    /** Returns the split of each example. */
    private int[] assigned(String name, int[] shuffled) {
        int[] split = said(shuffled.length);
        int[] free = IntStream.of(shuffled).filter(i -> split[i] == FREE).toArray();
        Wanted wanted = wanted(free.length);
        switch (unit) {
            case EXAMPLE ->
                plain(free, wanted)
                        .forEach((place, chosen) ->
                                IntStream.of(chosen).forEach(i -> split[i] = Data.SPLITS.indexOf(place)));
            case CLASS -> {
                ClassShares shares = new ClassShares(units, free);
                int[] part = shares.dealt(wanted.validation, wanted.test, filled);
                IntStream.of(free).forEach(i -> split[i] = PARTS[part[i]]);
            }
            case LABELS -> {
                int trained = free.length - wanted.validation - wanted.test;
                int[] part = new LabelShares(labels).dealt(free, trained, wanted.validation, wanted.test);
                IntStream.of(free).forEach(i -> split[i] = PARTS[part[i]]);
            }
            case GROUP -> groups(name, free, wanted, split);
        }
        return split;
    }

    /** Takes group after group, in an order of their own shuffling, where that brings a split nearer to what it should have. */
    private void groups(String name, int[] free, Wanted wanted, int[] split) {
        int count = IntStream.of(units).max().orElse(-1) + 1;
        int[] sizes = new int[count];
        for (int example : free) {
            sizes[units[example]]++;
        }
        for (int i = 0; i < given.length; i++) {
            if (given[i] != FREE && sizes[units[i]] > 0) {
                throw new InvalidSetting(
                        "a group has examples in the table that is divided and in one that is a split by"
                                + " itself (example " + i
                                + ", counted from 0 over all tables); keep each group in one table");
            }
        }
        int[] order = shuffledGroups(name);
        int[] taken = new int[count];
        take(TEST, wanted.test, sizes, order, taken);
        take(VALIDATION, wanted.validation, sizes, order, taken);
        for (int example : free) {
            split[example] = taken[units[example]];
        }
    }

    private static void take(int place, int wanted, int[] sizes, int[] order, int[] taken) {
        int left = wanted;
        for (int group : order) {
            if (taken[group] == TRAIN && left > 0 && sizes[group] > 0 && sizes[group] <= 2L * left) {
                taken[group] = place;
                left -= sizes[group];
            }
        }
        if (left == wanted && wanted > 0) {
            throw new InvalidSetting("no group is small enough to be the " + Data.SPLITS.get(place) + " split of about "
                    + wanted + " examples: the smallest left has "
                    + IntStream.of(order)
                            .filter(group -> taken[group] == TRAIN)
                            .map(group -> sizes[group])
                            .min()
                            .orElse(0)
                    + "; keep more for it, or none");
        }
    }
}
