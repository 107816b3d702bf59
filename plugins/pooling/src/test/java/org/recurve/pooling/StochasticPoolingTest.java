package org.recurve.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Field;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;
import org.recurve.testkit.Forward;

class StochasticPoolingTest {
    private static final int EXAMPLES = 2000;

    private static Forward pool(int... input) {
        PoolingLayer.Config config = new PoolingLayer.Config(
                new Spec<>(new StochasticPooling(), new NoConfig()),
                new Extents(List.of(4)),
                Optional.empty(),
                Padding.VALID);
        return Forward.of(new PoolingLayer(), config, Shape.of(input));
    }

    /** What training gives for the same input in many examples, example by example. */
    private static float[] train(long step, int examples, int outputs, float... x) {
        float[] inputs = new float[examples * x.length];
        IntStream.range(0, examples).forEach(e -> System.arraycopy(x, 0, inputs, e * x.length, x.length));
        Map<String, float[]> fields = Map.of(Field.INPUT, inputs, Field.TARGET, new float[examples]);
        Program program = pool(1, x.length).program();
        long[] ids = IntStream.range(0, examples).asLongStream().toArray();
        try (Session session = new Session(program, examples, Stream.of(3), 1)) {
            Batch batch = new Batch(examples, fields, ids, true, step);
            float[] all = session.evaluate(program.start(Stream.of(4)), batch).outputs();
            return Arrays.copyOf(all, examples * outputs);
        }
    }

    /** Zeiler and Fergus's figure: activations 1.6 and 2.4, of which the second is drawn three times in five. */
    @Test
    void trainingDrawsElementsByTheirShareOfTheSum() {
        float[] drawn = train(0, EXAMPLES, 1, 1.6f, -3, 0, 2.4f);
        int second = 0;
        for (float value : drawn) {
            assertTrue(value == 1.6f || value == 2.4f, "only elements that have a share are drawn, not " + value);
            second += value == 2.4f ? 1 : 0;
        }
        double deviation = StrictMath.sqrt(0.6 * 0.4 / EXAMPLES);
        assertEquals(0.6, (double) second / EXAMPLES, 4 * deviation);
    }

    @Test
    void evaluationWeightsElementsByTheirShare() {
        assertArrayEquals(new float[] {0.4f * 1.6f + 0.6f * 2.4f}, pool(1, 4).run(1.6f, -3, 0, 2.4f), 1e-6f);
    }

    @Test
    void nothingAboveZeroGivesZero() {
        assertArrayEquals(new float[] {0}, pool(1, 4).run(-1, 0, -2, -3));
        assertArrayEquals(new float[] {0}, train(0, 1, 1, -1, 0, -2, -3));
    }

    @Test
    void everyWindowExampleAndStepDrawsAnew() {
        float[] drawn = train(0, 200, 2, 1, 2, 3, 4, 1, 2, 3, 4);
        float[] first = every(drawn, 0);
        assertFalse(Arrays.equals(first, every(drawn, 1)), "two windows of an example draw apart");
        assertTrue(IntStream.range(0, 200).mapToObj(e -> first[e]).distinct().count() == 4);
        assertFalse(Arrays.equals(drawn, train(1, 200, 2, 1, 2, 3, 4, 1, 2, 3, 4)), "two steps draw apart");
        assertArrayEquals(drawn, train(0, 200, 2, 1, 2, 3, 4, 1, 2, 3, 4));
    }

    private static float[] every(float[] drawn, int window) {
        float[] some = new float[drawn.length / 2];
        for (int i = 0; i < some.length; i++) {
            some[i] = drawn[2 * i + window];
        }
        return some;
    }
}
