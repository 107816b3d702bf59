package org.recurve.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.data.Field;
import org.recurve.api.plugin.InvalidSetting;

/** Tasks about two marked numbers, besides the adding problem. */
class MarkedSequencesTest {
    private static final Optional<Integer> EQUAL = Optional.empty();

    /** The two marked numbers, and nothing marked with anything but 0 or 1. */
    private static float[] marked(float[] input) {
        float[] two = new float[2];
        int found = 0;
        for (int step = 0; step < input.length / 2; step++) {
            assertTrue(input[2 * step + 1] == 0 || input[2 * step + 1] == 1);
            if (input[2 * step + 1] == 1) {
                two[found++] = input[2 * step];
            }
        }
        assertEquals(2, found);
        return two;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 40})
    void multiplicationIsTheProductOfTheMarked(int steps) {
        Drawn task = Drawn.of(new Multiplication(), new Multiplication.Config(steps, EQUAL, 3000, 0, 0, 0));
        double error = 0;
        for (int i = 0; i < task.size(); i++) {
            float[] two = marked(task.read(i, Field.INPUT));
            assertEquals(two[0] * two[1], task.target(i));
            error += (task.target(i) - 0.25) * (task.target(i) - 0.25) / task.size();
        }
        assertEquals(7 / 144.0, error, 0.006, "the error of always answering 1/4");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 40})
    void xorIsTheExclusiveOrOfTheMarkedBits(int steps) {
        Drawn task = Drawn.of(new Xor(), new Xor.Config(steps, EQUAL, 2000, 0, 0, 0));
        int ones = 0;
        for (int i = 0; i < task.size(); i++) {
            float[] input = task.read(i, Field.INPUT);
            for (float bit : input) {
                assertTrue(bit == 0 || bit == 1);
            }
            float[] two = marked(input);
            assertEquals((int) two[0] ^ (int) two[1], task.target(i));
            ones += (int) task.target(i);
        }
        assertEquals(0.5, ones / 2000.0, 0.05);
        assertEquals(List.of("0", "1"), task.data().field(Field.TARGET).classes());
    }

    @Test
    void lengthsMayDiffer() {
        Drawn task = Drawn.of(new AddingProblem(), new AddingProblem.Config(12, Optional.of(4), 500, 0, 0, 0));
        TreeSet<Integer> lengths = new TreeSet<>();
        for (int i = 0; i < task.size(); i++) {
            int length = (int) task.read(i, Field.LENGTH)[0];
            lengths.add(length);
            float[] input = task.read(i, Field.INPUT);
            assertArrayEquals(new float[2 * (12 - length)], Arrays.copyOfRange(input, 2 * length, 24));
            assertEquals(
                    1,
                    IntStream.range(0, length / 2)
                            .filter(t -> input[2 * t + 1] == 1)
                            .count());
            float[] two = marked(input);
            assertEquals(two[0] + two[1], task.target(i));
        }
        assertEquals(IntStream.rangeClosed(4, 12).boxed().toList(), List.copyOf(lengths));
    }

    @Test
    void lengthsArePartOfTheDigest() {
        AddingProblem adding = new AddingProblem();
        String equal = Drawn.of(adding, new AddingProblem.Config(9, EQUAL, 9, 0, 0, 0))
                .data()
                .digest();
        String spread = Drawn.of(adding, new AddingProblem.Config(9, Optional.of(9), 9, 0, 0, 0))
                .data()
                .digest();
        assertNotEquals(equal, spread);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13})
    void refusesALengthThatCannotBe(int shortest) {
        AddingProblem.Config config = new AddingProblem.Config(12, Optional.of(shortest), 9, 0, 0, 0);
        String message = assertThrows(InvalidSetting.class, () -> Drawn.of(new AddingProblem(), config))
                .getMessage();
        assertTrue(message.contains("shortest is " + shortest) && message.contains("choose 2 to 12"), message);
    }
}
