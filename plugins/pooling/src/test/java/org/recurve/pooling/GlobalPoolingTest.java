package org.recurve.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Pooling;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class GlobalPoolingTest {
    private static final Spec<Pooling<?>> MAX = new Spec<>(new MaxPooling(), new NoConfig());
    private static final Spec<Pooling<?>> MEAN = new Spec<>(new AveragePooling(), new AveragePooling.Config(false));
    private static final Spec<Pooling<?>> L2_POOLING = new Spec<>(new L2Pooling(), new NoConfig());
    private static final Field LENGTH = new Field(Field.LENGTH, Shape.SCALAR);

    private static GlobalPooling.Config by(Spec<Pooling<?>> pooling) {
        return new GlobalPooling.Config(pooling, true);
    }

    /** Steps of two features, turned to channels as a convolution over words gives them. */
    @Plugin(id = "turned", summary = "a global pooling over steps, the last of them cut off")
    private static final class Turned implements Layer<Turned.Config> {
        record Config(GlobalPooling.Config pool, int lost) {}

        @Override
        public Value forward(Config config, Scope scope, Value x) {
            Value kept = x.slice(0, 0, x.shape().dim(0) - config.lost());
            return new GlobalPooling().forward(config.pool(), scope, kept.transpose(1, 0));
        }
    }

    private static float[] sentence(GlobalPooling.Config config, int lost, int length, float... x) {
        return Forward.of(new Turned(), new Turned.Config(config, lost), Shape.of(x.length / 2, 2))
                .with(LENGTH, length)
                .run(x);
    }

    @Test
    void anyExtentBecomesOneNumberForEachChannel() {
        Forward mean = Forward.of(new GlobalPooling(), by(MEAN), Shape.of(2, 2, 3));
        assertEquals(Shape.of(2), mean.program().output());
        assertArrayEquals(new float[] {3.5f, -2}, mean.run(1, 2, 3, 4, 5, 6, -2, -2, -2, -2, -2, -2));
        assertArrayEquals(
                new float[] {7},
                Forward.of(new GlobalPooling(), by(MAX), Shape.of(1, 4)).run(3, 7, 1, -9));
    }

    @Test
    void sentencesArePooledOverTheirTrueLength() {
        float[] x = {1, -1, 3, -3, 100, 100};
        assertArrayEquals(new float[] {2, -2}, sentence(by(MEAN), 0, 2, x));
        assertArrayEquals(new float[] {3, -1}, sentence(by(MAX), 0, 2, x));
        assertArrayEquals(new float[] {(float) Math.sqrt(5), (float) Math.sqrt(5)}, sentence(by(L2_POOLING), 0, 2, x));
        assertArrayEquals(new float[] {100, 100}, sentence(by(MAX), 0, 3, x));
    }

    /** A filter over h words has h − 1 positions less than there are words, in every sentence. */
    @Test
    void positionsThatAConvolutionLostAreLostToEverySentence() {
        float[] x = {1, -1, 3, -3, 100, 100, 200, 200};
        assertArrayEquals(new float[] {3, -1}, sentence(by(MAX), 1, 3, x));
        assertArrayEquals(new float[] {1, -1}, sentence(by(MAX), 1, 2, x));
    }

    @Test
    void aSentenceShorterThanTheFilterHasItsFirstPosition() {
        assertArrayEquals(new float[] {1, -1}, sentence(by(MEAN), 1, 1, 1, -1, 3, -3, 9, 9));
    }

    @Test
    void lengthsCanBeIgnored() {
        assertArrayEquals(new float[] {3, 9}, sentence(new GlobalPooling.Config(MAX, false), 0, 1, 1, -1, 3, 9));
    }

    @Test
    void oneAxisIsNotEnough() {
        Forward pool = Forward.of(new GlobalPooling(), by(MAX), Shape.of(4));
        assertThrows(InvalidSetting.class, pool::program);
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        return Stream.of(
                        Contract.layer(new GlobalPooling(), by(MEAN), 3, 4, 2),
                        Contract.layer(new GlobalPooling(), by(L2_POOLING), 2, 5))
                .flatMap(Contract::tests);
    }
}
