package org.recurve.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Pooling;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class AdaptivePoolingTest {
    private static final Spec<Pooling<?>> MAX = new Spec<>(new MaxPooling(), new NoConfig());
    private static final Spec<Pooling<?>> MEAN = new Spec<>(new AveragePooling(), new AveragePooling.Config(false));

    private static Forward adaptive(Spec<Pooling<?>> by, List<Integer> size, int... input) {
        return Forward.of(new AdaptivePooling(), new AdaptivePooling.Config(new Extents(size), by), Shape.of(input));
    }

    @Test
    void windowsLieSideBySideWhereTheSizeDividesTheExtent() {
        assertArrayEquals(
                new float[] {3.5f, 5.5f, 11.5f, 13.5f},
                adaptive(MEAN, List.of(2), 1, 4, 4).run(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16));
    }

    /** Five elements for three outputs: windows of two that begin at 0, 1 and 3. */
    @Test
    void windowsOfOneSizeOverlapWhereItDoesNot() {
        assertArrayEquals(
                new float[] {1.5f, 2.5f, 4.5f}, adaptive(MEAN, List.of(3), 1, 5).run(1, 2, 3, 4, 5));
    }

    @Test
    void everySizeUpToTheInputsIsReachedAndSeesEveryElement() {
        for (int extent = 1; extent <= 12; extent++) {
            for (int size = 1; size <= extent; size++) {
                Forward max = adaptive(MAX, List.of(size), 1, extent);
                assertEquals(Shape.of(1, size), max.program().output());
                for (int at = 0; at < extent; at++) {
                    float[] one = new float[extent];
                    one[at] = 1;
                    float sum = 0;
                    for (float seen : max.run(one)) {
                        sum += seen;
                    }
                    assertTrue(sum >= 1, "element " + at + " of " + extent + " is in a window of " + size);
                }
            }
        }
    }

    @Test
    void axesMayDiffer() {
        assertEquals(
                Shape.of(3, 2, 5),
                adaptive(MAX, List.of(2, 5), 3, 7, 9).program().output());
    }

    @Test
    void anOutputLargerThanTheInputIsRefused() {
        InvalidSetting refused = assertThrows(
                InvalidSetting.class, () -> adaptive(MAX, List.of(6), 1, 5).program());
        assertTrue(refused.getMessage().contains("give a size of at most 5"), refused.getMessage());
        assertThrows(
                InvalidSetting.class, () -> adaptive(MAX, List.of(1, 2), 1, 5).program());
        assertThrows(InvalidSetting.class, () -> adaptive(MAX, List.of(1), 5).program());
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Contract.layer(
                        new AdaptivePooling(), new AdaptivePooling.Config(new Extents(List.of(3, 2)), MEAN), 2, 5, 4)
                .tests();
    }
}
