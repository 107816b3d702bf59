package org.recurve.engine.illustration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.model.Shape;
import org.recurve.compute.program.LayerActivations;

/** What a plugin records is drawn by its shape. */
class RecordedPicturesTest {
    private static LayerActivations recorded(String name, int... shape) {
        float[] values = new float[Shape.of(shape).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return new LayerActivations(name, Shape.of(shape), values, new float[0]);
    }

    @Test
    void theShapeSaysWhichPicture() {
        Map<String, Artifact> pictures = RecordedPictures.of(
                List.of(recorded("a", 3), recorded("b", 2, 3), recorded("c", 2, 2, 2), recorded("d", 1, 1, 1, 1)));
        assertEquals(Set.of("recorded a", "recorded b", "recorded c"), pictures.keySet());
        Artifact.Curve curve = assertInstanceOf(Artifact.Curve.class, pictures.get("recorded a"));
        assertArrayEquals(new double[] {0, 1, 2}, curve.y());
        Artifact.Matrix matrix = assertInstanceOf(Artifact.Matrix.class, pictures.get("recorded b"));
        assertArrayEquals(new double[] {3, 4, 5}, matrix.values()[1]);
        Artifact.ImageGrid grid = assertInstanceOf(Artifact.ImageGrid.class, pictures.get("recorded c"));
        assertArrayEquals(new float[] {4, 5, 6, 7}, grid.images().get(1));
    }
}
