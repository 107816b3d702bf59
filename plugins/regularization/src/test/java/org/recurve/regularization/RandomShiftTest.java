package org.recurve.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class RandomShiftTest {
    private static final int EXAMPLES = 3000;

    private static RandomShift.Config by(Integer... farthest) {
        return new RandomShift.Config(new Extents(List.of(farthest)));
    }

    /** Every example is a dot in the middle of both channels of an image of 5×5. */
    private static float[] dots() {
        float[] dots = new float[EXAMPLES * 50];
        for (int map = 0; map < 2 * EXAMPLES; map++) {
            dots[map * 25 + 12] = map % 2 + 1;
        }
        return dots;
    }

    @Test
    void everyShiftIsEquallyLikelyAndMovesAllChannels() {
        float[] moved = Trained.of(new RandomShift(), by(1, 2), 2, 5, 5).outputs(0, dots());
        Map<Integer, Integer> places = new TreeMap<>();
        for (int example = 0; example < EXAMPLES; example++) {
            int at = example * 50;
            int place = 0;
            while (moved[at + place] == 0) {
                place++;
            }
            float[] expected = new float[50];
            expected[place] = 1;
            expected[25 + place] = 2;
            assertArrayEquals(expected, Arrays.copyOfRange(moved, at, at + 50));
            places.merge(place, 1, Integer::sum);
        }
        assertEquals(List.of(5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19), List.copyOf(places.keySet()));
        double expected = EXAMPLES / 15.0;
        double deviation = StrictMath.sqrt(expected * (1 - 1 / 15.0));
        places.values().forEach(count -> assertEquals(expected, count, 4 * deviation));
    }

    @Test
    void anExampleMovesAnewEachTime() {
        Trained shift = Trained.of(new RandomShift(), by(1), 2, 5, 5);
        float[] first = shift.outputs(0, dots());
        assertFalse(Arrays.equals(first, shift.outputs(1, dots())));
        assertArrayEquals(first, shift.outputs(0, dots()));
    }

    @Test
    void whatComesInIsZero() {
        float[] ones = new float[400];
        Arrays.fill(ones, 1);
        float[] moved = Trained.of(new RandomShift(), by(3), 1, 4).outputs(0, ones);
        for (int example = 0; example < 100; example++) {
            int kept = 0;
            for (int i = 0; i < 4; i++) {
                kept += (int) moved[4 * example + i];
            }
            assertEquals(true, kept >= 1 && kept <= 4);
        }
    }

    @Test
    void evaluationChangesNothing() {
        float[] x = {1, 2, 3, 4};
        assertArrayEquals(
                x, Forward.of(new RandomShift(), by(1), Shape.of(1, 2, 2)).run(x));
    }

    @Test
    void saysWhatDoesNotFit() {
        Forward flat = Forward.of(new RandomShift(), by(1), Shape.of(4));
        assertThrows(InvalidSetting.class, flat::program);
        Forward axes = Forward.of(new RandomShift(), by(1, 2, 3), Shape.of(1, 4, 4));
        assertThrows(InvalidSetting.class, axes::program);
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Contract.layer(new RandomShift(), by(2, 1), 2, 4, 3).tests();
    }
}
