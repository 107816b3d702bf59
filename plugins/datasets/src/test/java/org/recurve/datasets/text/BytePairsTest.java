package org.recurve.datasets.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.testkit.Contract;

class BytePairsTest {
    private static final BytePairs.Config WORDS = new BytePairs.Config(PlainTokens.WORDS);

    private static List<String> learnt(Map<String, Integer> counts, int most) {
        return new BytePairs().vocabulary(WORDS, new TreeMap<>(counts), most);
    }

    private static List<String> cut(List<String> vocabulary, String word) {
        return new BytePairs().cutting(WORDS, vocabulary).apply(word);
    }

    /** The words of Sennrich, Haddow and Birch's own example, and what their program learns from them. */
    @Test
    void theMostFrequentNeighboursAreJoinedFirst() {
        Map<String, Integer> counts = Map.of("low", 5, "lower", 2, "newest", 6, "widest", 3);
        List<String> known = learnt(counts, 18);
        assertEquals(
                List.of("e", "w", "s", "t</w>", "l", "o", "n", "i", "d", "w</w>", "r</w>").stream()
                        .sorted()
                        .toList(),
                known.subList(0, 11).stream().sorted().toList());
        assertEquals(List.of("es", "est</w>", "lo", "ew", "ewest</w>", "newest</w>", "low</w>"), known.subList(11, 18));
        assertEquals(List.of("low</w>"), cut(known, "low"));
        assertEquals(List.of("lo", "w", "est</w>"), cut(known, "lowest"));
        assertEquals(List.of("z", "est</w>"), cut(known, "zest"));
    }

    /** Counts everything anew for each token, and knows nothing of queues. */
    private static List<String> slowly(SortedMap<String, Integer> counts, int most) {
        Map<String, Integer> characters = new HashMap<>();
        counts.forEach((word, count) ->
                PairMerges.characters(word).forEach(character -> characters.merge(character, count, Integer::sum)));
        List<String> known = new ArrayList<>(characters.keySet().stream()
                .sorted((a, b) -> characters.get(a).equals(characters.get(b))
                        ? a.compareTo(b)
                        : characters.get(b) - characters.get(a))
                .limit(most)
                .toList());
        while (known.size() < most) {
            Function<String, List<String>> cutting = new BytePairs().cutting(WORDS, List.copyOf(known));
            SortedMap<String, Integer> pairs = new TreeMap<>();
            counts.forEach((word, count) -> {
                List<String> tokens = cutting.apply(word);
                for (int i = 0; i + 1 < tokens.size(); i++) {
                    pairs.merge(tokens.get(i) + tokens.get(i + 1), count, Integer::sum);
                }
            });
            String best = "";
            for (String pair : pairs.keySet()) {
                best = best.isEmpty() || pairs.get(pair) > pairs.get(best) ? pair : best;
            }
            if (best.isEmpty() || pairs.get(best) < 2) {
                return known;
            }
            known.add(best);
        }
        return known;
    }

    @Test
    void countingInChangedWordsAloneLearnsTheSame() {
        Random random = new Random(4);
        for (int round = 0; round < 30; round++) {
            SortedMap<String, Integer> counts = new TreeMap<>();
            for (int word = 0; word < 40; word++) {
                StringBuilder letters = new StringBuilder();
                for (int i = 0; i <= random.nextInt(9); i++) {
                    letters.append((char) ('a' + random.nextInt(3)));
                }
                counts.merge(letters.toString(), 1 + random.nextInt(5), Integer::sum);
            }
            for (int most : new int[] {1, 4, 10, 60, 1000}) {
                assertEquals(slowly(counts, most), learnt(counts, most));
            }
        }
    }

    @Test
    void charactersHaveNoParts() {
        assertThrows(InvalidSetting.class, () -> new BytePairs.Config(PlainTokens.CHARACTERS));
        assertEquals(List.of(), learnt(Map.of(), 9));
        assertEquals(List.of("\ud835\udd38</w>"), cut(List.of(), "\ud835\udd38"));
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Contract.tokenizer(new BytePairs(), "{}", "to be, or not to be", "Größe, Größen", "a")
                .tests();
    }
}
