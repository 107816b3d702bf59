package org.recurve.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Plugin;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class KMaxPoolingTest {
    private static final Field LENGTH = new Field(Field.LENGTH, Shape.SCALAR);

    private static Forward kMax(int k, int... input) {
        return Forward.of(
                new KMaxPooling(), new KMaxPooling.Config(k, true, KMaxPooling.Missing.ZEROS), Shape.of(input));
    }

    /** Steps of one feature, turned to a channel as a convolution over words gives it. */
    @Plugin(id = "turned", summary = "k-max over steps")
    private static final class Turned implements Layer<Turned.Config> {
        record Config(KMaxPooling.Config kept) {}

        @Override
        public Value forward(Config config, Scope scope, Value x) {
            return new KMaxPooling().forward(config.kept(), scope, x.transpose(1, 0));
        }
    }

    private static float[] sentence(int k, int length, float... x) {
        KMaxPooling.Config config = new KMaxPooling.Config(k, true, KMaxPooling.Missing.ZEROS);
        return Forward.of(new Turned(), new Turned.Config(config), Shape.of(x.length, 1))
                .with(LENGTH, length)
                .run(x);
    }

    @Test
    void keepsTheOrder() {
        assertArrayEquals(new float[] {3, 9, 5, 1, 8, 7}, kMax(3, 2, 5).run(3, 1, 9, 5, 2, 1, 8, -4, 0, 7));
    }

    @Test
    void takesTheFirstOfEqualElements() {
        assertArrayEquals(new float[] {2, 5, 2}, kMax(3, 1, 5).run(2, 5, 2, 2, 1));
    }

    @Test
    void agreesWithSorting() {
        Random random = new Random(5);
        for (int k = 1; k <= 6; k++) {
            float[] x = new float[24];
            IntStream.range(0, x.length).forEach(i -> x[i] = random.nextInt(8) - 4);
            float[] expected = new float[k];
            int[] kept = IntStream.range(0, x.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> -x[i]))
                    .limit(k)
                    .mapToInt(i -> i)
                    .sorted()
                    .toArray();
            IntStream.range(0, k).forEach(i -> expected[i] = x[kept[i]]);
            assertArrayEquals(expected, kMax(k, 1, 4, 6).run(x));
        }
    }

    @Test
    void looksOnlyAtTheTrueLength() {
        assertArrayEquals(new float[] {-1, 2}, sentence(2, 3, -1, -5, 2, 8, 9));
        assertArrayEquals(new float[] {8, 9}, sentence(2, 5, -1, -5, 2, 8, 9));
    }

    @Test
    void putsZerosBehindASentenceOfFewerWords() {
        assertArrayEquals(new float[] {-1, -5, 0}, sentence(3, 2, -1, -5, 2, 8));
    }

    @Test
    void refusesToKeepMoreThanThereIs() {
        InvalidSetting refused =
                assertThrows(InvalidSetting.class, () -> kMax(6, 3, 5).program());
        assertTrue(refused.getMessage().contains("give a k of at most 5"), refused.getMessage());
        assertThrows(InvalidSetting.class, () -> kMax(1, 5).program());
        assertEquals(Shape.of(3, 5), kMax(5, 3, 5).program().output());
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Contract.layer(new KMaxPooling(), new KMaxPooling.Config(3, true, KMaxPooling.Missing.REFUSE), 2, 7)
                .tests();
    }
}
