package org.recurve.convolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.inspect.ModelSummary;
import org.recurve.testkit.Forward;

/** Which algorithm a convolution has, and which version its numbers are of. */
class WinogradTest {
    private static final Shape MAPS = Shape.of(16, 8, 8);

    private static Settings settings(int filters) {
        float[] w = new float[filters * 16 * 9];
        for (int i = 0; i < w.length; i++) {
            w[i] = (i * 37 % 101 - 50) / 50f;
        }
        return Settings.of(filters, Settings.extents(3), Forward.given(w)).padding(Padding.SAME);
    }

    private static String algorithm(Settings settings, Shape input) {
        Forward forward = Forward.of(new Conv(), settings.config(), input);
        return ModelSummary.of(forward.program()).getFirst().algorithm();
    }

    @Test
    void shapesDecideUnlessTheFileDoes() {
        assertEquals("winograd", algorithm(settings(16), MAPS));
        assertEquals("", algorithm(settings(16).algorithm(Conv.Algorithm.DIRECT), MAPS));
        assertEquals("", algorithm(settings(15), MAPS));
        assertEquals("winograd", algorithm(settings(15).algorithm(Conv.Algorithm.WINOGRAD), MAPS));
        assertEquals("", algorithm(settings(16), Shape.of(16, 6, 8)), "12 tiles");
        assertEquals("", algorithm(settings(16).stride(2), MAPS));
        assertEquals("", algorithm(settings(16).dilation(Settings.extents(2)), MAPS));
        assertEquals("winograd", algorithm(settings(16).flip(true), MAPS));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Settings strided = settings(16).stride(2).algorithm(Conv.Algorithm.WINOGRAD);
        Forward forward = Forward.of(new Conv(), strided.config(), MAPS);
        InvalidSetting refused = assertThrows(InvalidSetting.class, forward::program);
        assertTrue(refused.getMessage().contains("winograd is for one kernel of 3 by 3"), refused.getMessage());
    }

    /** A trial keeps its identity where no number changed. */
    @Test
    void theVersionIsThatOfTheNumbers() {
        assertEquals(3, version(settings(16)));
        assertEquals(2, version(settings(16).algorithm(Conv.Algorithm.DIRECT)));
        assertEquals(2, version(settings(15)));
        assertEquals(3, version(settings(15).algorithm(Conv.Algorithm.WINOGRAD)));
        assertEquals(2, version(settings(16).stride(2)));
        assertEquals(2, version(Settings.of(16, Settings.extents(5), Forward.given())));
        Spec<Conv> now = new Spec<>(new Conv(), settings(16).config());
        assertEquals(2, now.asOf(2).version());
        assertEquals(
                settings(16).algorithm(Conv.Algorithm.DIRECT).config().algorithm(),
                ((Conv.Config) now.asOf(2).config()).algorithm());
        assertEquals(3, now.asOf(3).version());
    }

    private static int version(Settings settings) {
        return new Spec<>(new Conv(), settings.config()).version();
    }

    /** Both against the sum in double: within what ARITHMETIC states, and not the same bits. */
    @Test
    void itIsTheConvolutionWithinTheBound() {
        float[] x = new float[MAPS.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i * 53 % 97 - 48) / 48f;
        }
        Settings settings = settings(16);
        float[] tiles = Forward.of(new Conv(), settings.config(), MAPS).run(x);
        float[] direct = Forward.of(
                        new Conv(), settings.algorithm(Conv.Algorithm.DIRECT).config(), MAPS)
                .run(x);
        assertNotEquals(Arrays.hashCode(direct), Arrays.hashCode(tiles));
        double tilesError = 0;
        double directError = 0;
        for (int filter = 0; filter < 16; filter++) {
            for (int place = 0; place < 64; place++) {
                double exact = 0;
                for (int k = 0; k < 16 * 9; k++) {
                    int row = place / 8 - 1 + k % 9 / 3;
                    int column = place % 8 - 1 + k % 3;
                    if (row >= 0 && row < 8 && column >= 0 && column < 8) {
                        int w = filter * 16 * 9 + k;
                        exact += (double) ((w * 37 % 101 - 50) / 50f) * x[k / 9 * 64 + row * 8 + column];
                    }
                }
                double error = tiles[filter * 64 + place] - exact;
                assertEquals(0, error, 81 * 16 * (16 + 11) * 0x1p-24, "the largest weight and input are 1");
                tilesError += error * error;
                directError += Math.pow(direct[filter * 64 + place] - exact, 2);
            }
        }
        assertTrue(tilesError < 4 * directError, tilesError + " beside " + directError);
    }

    @Test
    void anInfiniteInputReachesAllOfItsTilesAndNoOther() {
        float[] x = new float[MAPS.size()];
        x[0] = Float.POSITIVE_INFINITY;
        float[] y = Forward.of(new Conv(), settings(16).config(), MAPS).run(x);
        List<Integer> reached = java.util.stream.IntStream.range(0, 64)
                .filter(place -> !Float.isFinite(y[place]))
                .boxed()
                .toList();
        assertEquals(List.of(0, 1, 8, 9), reached);
    }
}
