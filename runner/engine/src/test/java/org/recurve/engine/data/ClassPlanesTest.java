package org.recurve.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;

class ClassPlanesTest {
    private static final List<String> TWO = List.of("a", "b");

    private static Field target(List<String> classes, int... dims) {
        return new Field(Field.TARGET, Shape.of(dims), classes);
    }

    @Test
    void imagesOfScoresAreShownPixelByPixel() {
        Field mask = target(TWO, 2, 3);
        Shape output = Shape.of(2, 2, 3);
        assertTrue(ClassPlanes.isOutput(output, mask));
        assertEquals(Shape.of(2, 3, 2), ClassPlanes.shown(output, mask));
        float[] scores = {0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15};
        float[] shown = {0, 10, 1, 11, 2, 12, 3, 13, 4, 14, 5, 15};
        assertArrayEquals(shown, ClassPlanes.shown(scores, output, mask));
        Field volume = target(TWO, 4, 2, 3);
        assertEquals(Shape.of(4, 2, 3, 2), ClassPlanes.shown(Shape.of(2, 4, 2, 3), volume));
    }

    @Test
    void otherOutputsStayAsTheyAre() {
        float[] scores = new float[12];
        for (Field target : List.of(
                target(TWO), target(TWO, 6), target(TWO, 3, 2), target(List.of(), 2, 3), target(TWO, 2, 2, 3))) {
            Shape output = Shape.of(2, 2, 3);
            assertFalse(ClassPlanes.isOutput(output, target), target.toString());
            assertSame(output, ClassPlanes.shown(output, target));
            assertSame(scores, ClassPlanes.shown(scores, output, target));
        }
        assertFalse(ClassPlanes.isOutput(Shape.of(6, 2), target(TWO, 6)), "steps come before classes");
        assertFalse(ClassPlanes.isOutput(Shape.of(2, 6), target(TWO, 6)), "steps come before classes");
    }
}
