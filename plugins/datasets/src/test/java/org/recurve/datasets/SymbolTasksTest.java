package org.recurve.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

/** Tasks about sequences of symbols, held to their definitions. */
class SymbolTasksTest {
    private static final String ALPHABET = "abcdXYEB";

    private static String text(int[] symbols) {
        StringBuilder text = new StringBuilder();
        for (int symbol : symbols) {
            text.append(ALPHABET.charAt(symbol));
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({"10, 2", "10, 3", "37, 2", "37, 3", "100, 2", "100, 3"})
    void temporalOrderAsksForTheOrderOfXAndY(int steps, int symbols) {
        Drawn task = Drawn.of(new TemporalOrder(), new TemporalOrder.Config(steps, symbols, 400, 0, 0, 0));
        Set<String> orders = new HashSet<>();
        for (int i = 0; i < task.size(); i++) {
            String text = text(task.symbols(i));
            assertTrue(text.matches("E[abcdXY]*B"), text);
            String order = text.replaceAll("[^XY]", "");
            assertEquals(order, task.data().field(Field.TARGET).classes().get((int) task.target(i)));
            orders.add(order);
        }
        assertEquals(1 << symbols, orders.size(), "every order occurs");
    }

    @Test
    void withoutMarksASequenceIsTheSameButForItsEnds() {
        Drawn marked = Drawn.of(new TemporalOrder(), new TemporalOrder.Config(20, 2, 50, 0, 0, 3));
        Drawn bare = Drawn.of(new TemporalOrder(), new TemporalOrder.Config(20, 2, 50, 0, 0, 3, false));
        for (int i = 0; i < 50; i++) {
            assertEquals(marked.target(i), bare.target(i));
            String with = text(marked.symbols(i));
            String without = text(bare.symbols(i));
            assertEquals(with.substring(1, 19), without.substring(1, 19));
            assertTrue(without.matches("[abcd].*[abcd]"), without);
        }
        assertEquals(Shape.of(20, 6), bare.data().field(Field.INPUT).shape());
    }

    /** Experiments 6a and 6b of the paper: where the symbols lie in 100 steps. */
    @Test
    void temporalOrderKeepsItsSymbolsWidelyApart() {
        assertEquals(List.of(10, 20, 50, 60), reach(2));
        assertEquals(List.of(10, 20, 33, 43, 66, 76), reach(3));
    }

    /** The first and the last place of each symbol, over many sequences. */
    private static List<Integer> reach(int symbols) {
        Drawn task = Drawn.of(new TemporalOrder(), new TemporalOrder.Config(100, symbols, 1000, 0, 0, 0));
        int[] least = new int[symbols];
        int[] most = new int[symbols];
        Arrays.fill(least, 100);
        for (int i = 0; i < task.size(); i++) {
            String text = text(task.symbols(i));
            int[] places = IntStream.range(0, 100)
                    .filter(t -> "XY".indexOf(text.charAt(t)) >= 0)
                    .toArray();
            assertEquals(symbols, places.length);
            for (int k = 0; k < symbols; k++) {
                least[k] = Math.min(least[k], places[k]);
                most[k] = Math.max(most[k], places[k]);
            }
        }
        List<Integer> reach = new ArrayList<>();
        for (int k = 0; k < symbols; k++) {
            reach.addAll(List.of(least[k], most[k]));
        }
        return reach;
    }

    @ParameterizedTest
    @EnumSource
    void aRandomPermutationEndsAsItBegan(RandomPermutation.Predict predict) {
        for (int steps : new int[] {1, 5, 30}) {
            Drawn task =
                    Drawn.of(new RandomPermutation(), new RandomPermutation.Config(steps, 9, predict, 200, 0, 0, 0));
            for (int i = 0; i < task.size(); i++) {
                int[] symbols = task.symbols(i);
                float[] target = task.read(i, Field.TARGET);
                assertTrue(symbols[0] < 2);
                assertTrue(Arrays.stream(symbols).skip(1).allMatch(s -> s >= 2));
                assertEquals(symbols[0], target[target.length - 1]);
                for (int t = 1; t < target.length; t++) {
                    assertEquals(symbols[t], target[t - 1], "the next symbol");
                }
            }
        }
    }

    private static void assertRecall(Drawn task, int symbols, int alternatives, int delay) {
        int steps = symbols + delay + symbols;
        assertEquals(
                Shape.of(steps, alternatives + 2),
                task.data().field(Field.INPUT).shape());
        int blank = alternatives;
        int cue = alternatives + 1;
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < task.size(); i++) {
            int[] read = task.symbols(i);
            int[] said = new int[steps];
            float[] target = task.read(i, Field.TARGET);
            for (int t = 0; t < steps; t++) {
                said[t] = (int) target[t];
                if (t < symbols) {
                    assertTrue(read[t] < alternatives);
                    seen.add(read[t]);
                } else {
                    assertEquals(t == symbols + delay - 1 ? cue : blank, read[t], "step " + t);
                }
            }
            int[] silence = new int[symbols + delay];
            Arrays.fill(silence, blank);
            assertArrayEquals(silence, Arrays.copyOf(said, symbols + delay));
            assertArrayEquals(Arrays.copyOf(read, symbols), Arrays.copyOfRange(said, symbols + delay, steps));
        }
        assertEquals(alternatives, seen.size());
        assertEquals(alternatives + 1, task.data().field(Field.TARGET).classes().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 50})
    void memorisationSaysTheSymbolsAfterTheCue(int delay) {
        MemorisationDataset.Config five = new MemorisationDataset.Config(
                delay, MemorisationDataset.MemorisationTask.FIVE_BIT, 100, 0, 0, 0, false);
        assertRecall(Drawn.of(new MemorisationDataset(), five), 5, 2, delay);
        MemorisationDataset.Config twenty = new MemorisationDataset.Config(
                delay, MemorisationDataset.MemorisationTask.TWENTY_BIT, 100, 0, 0, 0, false);
        assertRecall(Drawn.of(new MemorisationDataset(), twenty), 10, 5, delay);
    }

    @Test
    void completeMemorisationHasEveryPatternOnce() {
        MemorisationDataset.Config config =
                new MemorisationDataset.Config(4, MemorisationDataset.MemorisationTask.FIVE_BIT, 1, 1, 1, 0, true);
        Drawn task = Drawn.of(new MemorisationDataset(), config);
        assertRecall(task, 5, 2, 4);
        Set<List<Integer>> patterns = new HashSet<>();
        for (int i = 0; i < task.size(); i++) {
            patterns.add(Arrays.stream(task.symbols(i)).limit(5).boxed().toList());
        }
        assertEquals(32, task.size());
        assertEquals(32, patterns.size());
        assertThrows(
                InvalidSetting.class,
                () -> new MemorisationDataset.Config(
                        4, MemorisationDataset.MemorisationTask.TWENTY_BIT, 1, 1, 1, 0, true));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 50})
    void copyMemorySaysTheSymbolsAfterTheCue(int delay) {
        assertRecall(Drawn.of(new CopyMemory(), new CopyMemory.Config(delay, 10, 8, 100, 0, 0, 0)), 10, 8, delay);
    }

    @Test
    void otherSeedsMakeOtherSequencesAndShorterSplitsTheSame() {
        Drawn some = Drawn.of(new CopyMemory(), new CopyMemory.Config(5, 10, 8, 30, 0, 0, 0));
        Drawn more = Drawn.of(new CopyMemory(), new CopyMemory.Config(5, 10, 8, 60, 9, 9, 0));
        Drawn others = Drawn.of(new CopyMemory(), new CopyMemory.Config(5, 10, 8, 30, 0, 0, 1));
        assertArrayEquals(some.symbols(7), more.symbols(7));
        assertTrue(!Arrays.equals(some.symbols(7), others.symbols(7)));
    }
}
