package org.recurve.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class MaxoutTest {
    private static Forward maxout(int pieces, int... input) {
        return Forward.of(new Maxout(), new Maxout.Config(pieces), Shape.of(input));
    }

    @Test
    void takesTheLargestOfNeighbouringChannels() {
        float[] x = {1, 5, 4, 2, -3, -4, -5, -1};
        assertArrayEquals(new float[] {4, 5, -3, -1}, maxout(2, 4, 2).run(x));
        assertArrayEquals(new float[] {5, -1}, maxout(4, 8).run(x));
    }

    @Test
    void keepsPositions() {
        assertEquals(Shape.of(2, 3, 5), maxout(3, 6, 3, 5).program().output());
    }

    @Test
    void piecesDivideTheChannels() {
        InvalidSetting refused =
                assertThrows(InvalidSetting.class, () -> maxout(4, 6, 3).program());
        assertTrue(refused.getMessage().contains("does not divide"), refused.getMessage());
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Contract.layer(new Maxout(), new Maxout.Config(3), 6, 2, 2).tests();
    }
}
