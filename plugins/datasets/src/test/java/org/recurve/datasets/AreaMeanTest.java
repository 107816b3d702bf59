package org.recurve.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.random.Stream;

class AreaMeanTest {
    private static int[][] image(int side) {
        Stream random = Stream.of(side);
        int[][] image = new int[side][side];
        for (int i = 0; i < side * side; i++) {
            image[i / side][i % side] = random.below(i, 256);
        }
        return image;
    }

    private static float[] scaled(int[][] image, int to) {
        float[] into = new float[to * to];
        new AreaMean(image.length, to).read((row, column) -> image[row][column], into, 0);
        return into;
    }

    /** 3 to 2, by hand: a pixel covers one whole pixel, halves of its neighbours, and a quarter of the middle. */
    @Test
    void weighsByWhatIsCovered() {
        int[][] image = {{9, 18, 27}, {36, 45, 54}, {63, 72, 81}};
        float whole = 255 * 2.25f;
        float first = 9 + 18 / 2f + 36 / 2f + 45 / 4f;
        float last = 81 + 54 / 2f + 72 / 2f + 45 / 4f;
        float[] scaled = scaled(image, 2);
        assertEquals(first / whole, scaled[0]);
        assertEquals(last / whole, scaled[3]);
    }

    @Test
    void halvesByMeansOfFour() {
        int[][] image = image(28);
        float[] half = scaled(image, 14);
        for (int i = 0; i < half.length; i++) {
            int y = 2 * (i / 14);
            int x = 2 * (i % 14);
            int sum = image[y][x] + image[y][x + 1] + image[y + 1][x] + image[y + 1][x + 1];
            assertEquals(sum / (4f * 255), half[i]);
        }
    }

    @Test
    void keepsAnImageOfItsOwnSizeToTheBit() {
        int[][] image = image(28);
        float[] expected = new float[28 * 28];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = image[i / 28][i % 28] / 255f;
        }
        assertArrayEquals(expected, scaled(image, 28));
    }

    /** The mean brightness stays, and every pixel is the float nearest to the exact mean. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 13, 16, 20, 27})
    void roundsOnce(int to) {
        int[][] image = image(28);
        float[] scaled = scaled(image, to);
        for (int i = 0; i < scaled.length; i++) {
            assertEquals(exact(image, to, i / to, i % to).floatValue(), scaled[i], "pixel " + i);
        }
    }

    /** The integral over the square, cut into cells 1/to wide. */
    private static BigDecimal exact(int[][] image, int to, int row, int column) {
        long sum = 0;
        int cells = image.length;
        for (int y = row * cells; y < (row + 1) * cells; y++) {
            for (int x = column * cells; x < (column + 1) * cells; x++) {
                sum += image[y / to][x / to];
            }
        }
        return BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(255L * cells * cells), new MathContext(60));
    }

    @Test
    void onlyMakesSmaller() {
        assertThrows(IllegalArgumentException.class, () -> new AreaMean(28, 29));
        assertThrows(IllegalArgumentException.class, () -> new AreaMean(28, 0));
    }
}
