package org.recurve.app.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.api.artifact.Artifact;

class PictureTextTest {
    @Test
    void imagesStandSideBySideEachScaledOnItsOwn() {
        Artifact grid = new Artifact.ImageGrid(
                "two", 1, 2, 2, List.of(new float[] {0, 1, 2, 4}, new float[] {-3, -3, 5, 1}), List.of("a", "b\n"));
        assertEquals("  ░░\n▒▒██  ██▒▒\na     b\\n\n", new PictureText(grid).text());
    }

    @Test
    void coloursAreTheirMean() {
        Artifact grid = new Artifact.ImageGrid("one", 3, 1, 2, List.of(new float[] {3, 0, 3, 0, 3, 9}), List.of("c"));
        assertEquals("\nc\n", new PictureText(grid).text());
    }

    @Test
    void rowsOfAMatrixShareOneScale() {
        Artifact matrix =
                new Artifact.Matrix("m", List.of("low", "high"), List.of(), new double[][] {{0, 1}, {8, Double.NaN}});
        assertEquals("  │ low\n█ │ high", new PictureText(matrix).text());
    }
}
