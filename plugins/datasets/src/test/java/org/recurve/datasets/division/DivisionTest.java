package org.recurve.datasets.division;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Data;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.random.Stream;

/** What is promised of a division, counted. */
class DivisionTest {
    private static int[] of(Map<String, int[]> splits, String split) {
        return splits.getOrDefault(split, new int[0]);
    }

    private static void everyExampleOnce(Map<String, int[]> splits, int examples) {
        int[] all =
                splits.values().stream().flatMapToInt(Arrays::stream).sorted().toArray();
        assertArrayEquals(IntStream.range(0, examples).toArray(), all);
    }

    /** As studies have been divided from the beginning: the shuffling, cut. */
    @Test
    void oneByOneIsTheShufflingCut() {
        Map<String, int[]> splits = new Division(new SplitRule(0.2, 0.1, 7)).divide("csv", 30);
        int[] shuffled = Stream.of(7).in("csv").permutation(30);
        assertArrayEquals(Arrays.copyOf(shuffled, 21), of(splits, Data.TRAIN));
        assertArrayEquals(Arrays.copyOfRange(shuffled, 21, 27), of(splits, Data.VALIDATION));
        assertArrayEquals(Arrays.copyOfRange(shuffled, 27, 30), of(splits, Data.TEST));
    }

    @Test
    void numbersOfExamplesMayStandForShares() {
        Map<String, int[]> splits = new Division(new SplitRule(3, 1, 0)).divide("csv", 10);
        assertEquals(3, of(splits, Data.VALIDATION).length);
        assertEquals(1, of(splits, Data.TEST).length);
        assertEquals(
                "validation 2.5 is neither a share, which is below 1, nor a number of examples, which is whole",
                assertThrows(InvalidSetting.class, () -> new SplitRule(2.5, 0, 0))
                        .getMessage());
        assertEquals(
                "validation takes 5 and test 1 of 6 examples, and nothing is left to train on; keep fewer for them",
                assertThrows(InvalidSetting.class, () -> new SplitRule(5, 0.2, 0).divide("csv", 6))
                        .getMessage());
    }

    /** Every split has of every class its share, rounded down or up; the sizes are those without classes. */
    @Test
    void classesHaveTheirShareInEverySplit() {
        Random random = new Random(1);
        for (int round = 0; round < 50; round++) {
            int examples = 60 + random.nextInt(200);
            int[] classes = random.ints(examples, 0, 2 + random.nextInt(4)).toArray();
            SplitRule rule = new SplitRule(0.15, 0.2, round);
            Map<String, int[]> splits = new Division(rule).byClass(classes).divide("csv", examples);
            everyExampleOnce(splits, examples);
            Map<String, int[]> plain = rule.divide("csv", examples);
            for (String split : List.of(Data.VALIDATION, Data.TEST)) {
                assertEquals(of(plain, split).length, of(splits, split).length);
                for (int c = 0; c < 6; c++) {
                    int known = c;
                    double share = (double) IntStream.of(classes)
                                    .filter(i -> i == known)
                                    .count()
                            * of(splits, split).length
                            / examples;
                    long found = IntStream.of(of(splits, split))
                            .filter(i -> classes[i] == known)
                            .count();
                    assertTrue(Math.abs(found - share) < 1, found + " for " + share);
                }
            }
        }
    }

    @Test
    void aClassIsNeverTakenFromTraining() {
        int[] classes = {0, 0, 0, 0, 0, 0, 0, 0, 1, 2};
        for (int seed = 0; seed < 20; seed++) {
            Map<String, int[]> splits =
                    new Division(new SplitRule(0.3, 0.3, seed)).byClass(classes).divide("csv", 10);
            Set<Integer> trained = IntStream.of(of(splits, Data.TRAIN))
                    .map(i -> classes[i])
                    .boxed()
                    .collect(Collectors.toSet());
            assertEquals(Set.of(0, 1, 2), trained);
        }
    }

    /** Example 5 has both labels, 4 has none; of each label two are tested of four, whatever the shuffling. */
    @Test
    void labelsHaveTheirShareInEverySplit() {
        List<BitSet> sets = sets("a", "a", "b", "b", "", "ab", "a", "b");
        for (int seed = 0; seed < 30; seed++) {
            Map<String, int[]> splits =
                    new Division(new SplitRule(0, 4, seed)).byLabels(sets).divide("csv", 8);
            everyExampleOnce(splits, 8);
            assertEquals(4, of(splits, Data.TEST).length);
            for (int label = 0; label < 2; label++) {
                assertEquals(2, holding(sets, label, of(splits, Data.TEST)), "seed " + seed);
            }
            for (int fold = 1; fold <= 2; fold++) {
                Division folded =
                        new Division(new SplitRule(0, 0, seed)).byLabels(sets).fold(Optional.of(new Fold(fold, 2)));
                int[] tested = of(folded.divide("csv", 8), Data.TEST);
                assertEquals(4, tested.length);
                assertEquals(2, holding(sets, 0, tested), "seed " + seed);
                assertEquals(2, holding(sets, 1, tested), "seed " + seed);
            }
        }
    }

    private static List<BitSet> sets(String... labels) {
        return List.of(labels).stream()
                .map(text -> {
                    BitSet set = new BitSet();
                    text.chars().forEach(letter -> set.set(letter - 'a'));
                    return set;
                })
                .toList();
    }

    private static long holding(List<BitSet> sets, int label, int... examples) {
        return IntStream.of(examples).filter(i -> sets.get(i).get(label)).count();
    }

    /** Eight labels, frequent and rare: splits have the sizes that they have without labels, and miss few of what is theirs. */
    @Test
    void manyLabelsAreNearTheirShares() {
        Random random = new Random(5);
        double missed = 0;
        double without = 0;
        for (int round = 0; round < 20; round++) {
            int examples = 150 + random.nextInt(200);
            List<BitSet> sets = IntStream.range(0, examples)
                    .mapToObj(_ -> {
                        BitSet set = new BitSet();
                        IntStream.range(0, 8).forEach(label -> set.set(label, random.nextInt(2 + 3 * label) == 0));
                        return set;
                    })
                    .toList();
            SplitRule rule = new SplitRule(0.15, 0.2, round);
            Map<String, int[]> splits = new Division(rule).byLabels(sets).divide("csv", examples);
            everyExampleOnce(splits, examples);
            Map<String, int[]> plain = rule.divide("csv", examples);
            for (String split : List.of(Data.VALIDATION, Data.TEST)) {
                assertEquals(of(plain, split).length, of(splits, split).length);
                for (int label = 0; label < 8; label++) {
                    double share = (double) holding(
                                    sets, label, IntStream.range(0, examples).toArray())
                            * of(splits, split).length
                            / examples;
                    missed += Math.abs(holding(sets, label, of(splits, split)) - share);
                    without += Math.abs(holding(sets, label, of(plain, split)) - share);
                }
            }
        }
        assertTrue(missed < 0.3 * without, missed + " of " + without);
        assertTrue(missed / (20 * 2 * 8) < 0.6, "by label and split: " + missed / (20 * 2 * 8));
    }

    @Test
    void aGroupIsInOneSplit() {
        Random random = new Random(2);
        for (int round = 0; round < 30; round++) {
            int[] groups = random.ints(200, 0, 40).toArray();
            Map<String, int[]> splits =
                    new Division(new SplitRule(0.2, 0.2, round)).byGroup(groups).divide("csv", 200);
            everyExampleOnce(splits, 200);
            Set<Integer> seen = new HashSet<>();
            int distinct = 0;
            for (int[] chosen : splits.values()) {
                Set<Integer> own =
                        IntStream.of(chosen).map(i -> groups[i]).boxed().collect(Collectors.toSet());
                distinct += own.size();
                seen.addAll(own);
            }
            assertEquals(seen.size(), distinct, "no group is in two splits");
            assertTrue(Math.abs(of(splits, Data.TEST).length - 40) <= 5, "near its share");
            assertTrue(Math.abs(of(splits, Data.VALIDATION).length - 40) <= 5, "near its share");
        }
        assertEquals(
                "no group is small enough to be the test split of about 2 examples: the smallest left has 10; keep more for"
                        + " it, or none",
                assertThrows(
                                InvalidSetting.class,
                                () -> new Division(new SplitRule(0, 0.1, 0))
                                        .byGroup(IntStream.range(0, 20)
                                                .map(i -> i % 2)
                                                .toArray())
                                        .divide("csv", 20))
                        .getMessage());
    }

    @Test
    void whatIsGivenStays() {
        int[] given = new int[20];
        Arrays.fill(given, Division.FREE);
        Arrays.fill(given, 15, 20, 2);
        Map<String, int[]> splits =
                new Division(new SplitRule(0.2, 0.9 - 0.2, 0)).given(given).divide("csv", 20);
        assertEquals(
                Set.of(15, 16, 17, 18, 19),
                IntStream.of(of(splits, Data.TEST)).boxed().collect(Collectors.toSet()));
        assertEquals(3, of(splits, Data.VALIDATION).length, "a fifth of the 15 that are divided");
        everyExampleOnce(splits, 20);
        Arrays.fill(given, 1);
        assertEquals(
                "no example is left to train on",
                assertThrows(
                                InvalidSetting.class,
                                () -> new Division(new SplitRule(0, 0, 0))
                                        .given(given)
                                        .divide("csv", 20))
                        .getMessage());
    }

    private static Map<String, int[]> fold(Division division, int number, int of, int examples) {
        return division.fold(Optional.of(new Fold(number, of))).divide("csv", examples);
    }

    /** Every example is tested in one fold of a round, with folds that differ by one example at most. */
    @Test
    void foldsTestEveryExampleOnce() {
        Division division = new Division(new SplitRule(0.25, 0.1, 3));
        Set<Integer> tested = new HashSet<>();
        for (int number = 1; number <= 4; number++) {
            Map<String, int[]> splits = fold(division, number, 4, 22);
            everyExampleOnce(splits, 22);
            int size = of(splits, Data.TEST).length;
            assertTrue(size == 5 || size == 6);
            assertEquals((22 - size) / 4, of(splits, Data.VALIDATION).length, "a share of what is not tested");
            IntStream.of(of(splits, Data.TEST)).forEach(example -> assertTrue(tested.add(example)));
        }
        assertEquals(22, tested.size());
        assertArrayEquals(
                of(fold(division, 2, 4, 22), Data.TEST), of(fold(division, 2, 4, 22), Data.TEST), "and the same again");
    }

    @Test
    void foldsHaveTheirShareOfEveryClass() {
        int[] classes = new Random(4).ints(103, 0, 3).toArray();
        Division division = new Division(new SplitRule(0.1, 0.1, 0)).byClass(classes);
        for (int one = 0; one < 3; one++) {
            int wanted = one;
            long all = IntStream.of(classes).filter(c -> c == wanted).count();
            long sum = 0;
            for (int number = 1; number <= 5; number++) {
                int[] test = of(fold(division, number, 5, 103), Data.TEST);
                long here = IntStream.of(test).filter(i -> classes[i] == wanted).count();
                assertTrue(here == all / 5 || here == all / 5 + 1, here + " of " + all);
                sum += here;
                assertTrue(test.length == 20 || test.length == 21);
            }
            assertEquals(all, sum);
        }
    }

    @Test
    void foldsDivideNoGroup() {
        int[] groups = new Random(5).ints(120, 0, 17).toArray();
        Division division = new Division(new SplitRule(0.1, 0.1, 0)).byGroup(groups);
        Set<Integer> tested = new HashSet<>();
        for (int number = 1; number <= 3; number++) {
            Map<String, int[]> splits = fold(division, number, 3, 120);
            everyExampleOnce(splits, 120);
            Set<Integer> here =
                    IntStream.of(of(splits, Data.TEST)).mapToObj(i -> groups[i]).collect(Collectors.toSet());
            IntStream.of(of(splits, Data.TRAIN)).forEach(i -> assertTrue(!here.contains(groups[i])));
            IntStream.of(of(splits, Data.VALIDATION)).forEach(i -> assertTrue(!here.contains(groups[i])));
            here.forEach(group -> assertTrue(tested.add(group)));
            assertEquals(40, of(splits, Data.TEST).length, 8);
        }
        assertEquals(Arrays.stream(groups).boxed().collect(Collectors.toSet()), tested);
    }

    @Test
    void tooManyFoldsAreRefused() {
        Division division = new Division(new SplitRule(0, 0, 0));
        assertEquals(
                "5 folds need at least as many examples, and there are 3; ask for fewer folds",
                assertThrows(InvalidSetting.class, () -> fold(division, 1, 5, 3))
                        .getMessage());
        assertEquals(
                "3 folds need at least as many groups, and there are 2; ask for fewer folds",
                assertThrows(InvalidSetting.class, () -> fold(division.byGroup(0, 1, 1, 0), 1, 3, 4))
                        .getMessage());
        assertEquals(
                "there is no fold 4 of 3; they are counted from 1",
                assertThrows(InvalidSetting.class, () -> new Fold(4, 3)).getMessage());
    }

    /** Ten of eleven classes have one example, of which none would be tested. */
    @Test
    void whatSmallClassesLeaveOpenIsChosenByChance() {
        int[] classes = IntStream.range(0, 20).map(i -> Math.max(0, i - 9)).toArray();
        Division strict = new Division(new SplitRule(0, 0.5, 3)).byClass(classes);
        Map<String, int[]> splits = strict.divide("csv", 20);
        assertEquals(
                6, of(splits, Data.TEST).length, "half of those of the large class, and one of the rest by Hamilton");
        assertEquals(4, strict.lacking("csv", 20));
        Map<String, int[]> filled = strict.filled().divide("csv", 20);
        everyExampleOnce(filled, 20);
        assertEquals(10, of(filled, Data.TEST).length);
        Set<Integer> before = Arrays.stream(of(splits, Data.TEST)).boxed().collect(Collectors.toSet());
        assertTrue(
                Arrays.stream(of(filled, Data.TEST))
                        .boxed()
                        .collect(Collectors.toSet())
                        .containsAll(before),
                "what has its share keeps it");
        assertEquals(
                0, new Division(new SplitRule(0.1, 0.1, 3)).byClass(new int[20]).lacking("csv", 20));
    }
}
