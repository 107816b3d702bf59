package org.recurve.engine.illustration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.model.Shape;

/** What a plugin records is drawn by its shape. */
class RecordedPicturesTest {
    private static float[] counted(Shape shape) {
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return values;
    }

    @Test
    void theShapeSaysWhichPicture() {
        Map<String, Shape> shapes =
                Map.of("a", Shape.of(3), "b", Shape.of(2, 3), "c", Shape.of(2, 2, 2), "d", Shape.of(1, 1, 1, 1));
        Map<String, float[]> recorded = new HashMap<>();
        shapes.forEach((name, shape) -> recorded.put(name, counted(shape)));
        Map<String, Artifact> pictures = RecordedPictures.of(recorded, shapes);
        assertEquals(Set.of("recorded a", "recorded b", "recorded c"), pictures.keySet());
        Artifact.Curve curve = assertInstanceOf(Artifact.Curve.class, pictures.get("recorded a"));
        assertArrayEquals(new double[] {0, 1, 2}, curve.y());
        Artifact.Matrix matrix = assertInstanceOf(Artifact.Matrix.class, pictures.get("recorded b"));
        assertArrayEquals(new double[] {3, 4, 5}, matrix.values()[1]);
        Artifact.ImageGrid grid = assertInstanceOf(Artifact.ImageGrid.class, pictures.get("recorded c"));
        assertArrayEquals(new float[] {4, 5, 6, 7}, grid.images().get(1));
    }
}
