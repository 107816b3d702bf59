package org.recurve.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class ShiftLayerTest {
    private static final float[] IMAGE = {1, 2, 3, 4, 5, 6, 7, 8, 9};

    private static float[] moved(Integer... by) {
        return Forward.of(new ShiftLayer(), new ShiftLayer.Config(List.of(by), true), Shape.of(1, 3, 3))
                .run(IMAGE);
    }

    @Test
    void movesDownAndToTheRight() {
        assertArrayEquals(new float[] {0, 0, 0, 0, 1, 2, 0, 4, 5}, moved(1));
        assertArrayEquals(new float[] {0, 0, 1, 0, 0, 4, 0, 0, 7}, moved(0, 2));
        assertArrayEquals(new float[] {5, 6, 0, 8, 9, 0, 0, 0, 0}, moved(-1, -1));
    }

    @Test
    void saysWhatDoesNotFit() {
        String far = assertThrows(InvalidSetting.class, () -> moved(3)).getMessage();
        assertTrue(far.contains("leaves nothing of its 3 elements"), far);
        assertTrue(assertThrows(InvalidSetting.class, () -> moved(1, 1, 1))
                .getMessage()
                .contains("names 3 distances"));
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Stream.of(true, false)
                .map(training -> Contract.layer(new ShiftLayer(), new ShiftLayer.Config(List.of(1), training), 2, 4, 4))
                .flatMap(Contract::tests);
    }
}
