package org.recurve.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.compute.State;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class NormalizationTest {
    private static final BatchNormalization.Config BATCH = new BatchNormalization.Config(0.9, 1e-5);
    private static final LayerNormalization.Config LAYER = new LayerNormalization.Config(1e-5);

    private static float[] buffer(State state, String name) {
        Segment segment = state.buffers().segments().stream()
                .filter(s -> s.name().equals("subject." + name))
                .findFirst()
                .orElseThrow();
        return java.util.Arrays.copyOfRange(
                state.buffers().toArray(),
                segment.offset(),
                segment.offset() + segment.shape().size());
    }

    /** Two channels of two positions, two examples: channel means 4 and 0, variances 5 and 2.5. */
    private static final float[] EXAMPLES = {1, 3, -2, 1, 5, 7, 2, -1};

    @Test
    void trainingNormalisesEachChannelOverTheBatch() {
        float[] y = Trained.of(new BatchNormalization(), BATCH, 2, 2).outputs(0, EXAMPLES);
        float a = (float) (1 / StrictMath.sqrt(5 + 1e-5));
        float b = (float) (1 / StrictMath.sqrt(2.5 + 1e-5));
        assertArrayEquals(new float[] {-3 * a, -a, -2 * b, b, a, 3 * a, 2 * b, -b}, y, 1e-6f);
    }

    @Test
    void evaluationNormalisesWithWhatTrainingRemembers() {
        Trained layer = Trained.of(new BatchNormalization(), BATCH, 2, 2);
        State once = layer.after(1, EXAMPLES);
        assertArrayEquals(new float[] {0.4f, 0}, buffer(once, "mean"), 1e-6f);
        assertArrayEquals(new float[] {0.9f + 0.5f, 0.9f + 0.25f}, buffer(once, "variance"), 1e-6f);
        State often = layer.after(300, EXAMPLES);
        assertArrayEquals(new float[] {4, 0}, buffer(often, "mean"), 1e-5f);
        float[] evaluated = layer.outputs(often, 0, false, 4, 4, 0, 0);
        assertArrayEquals(new float[4], evaluated, 1e-5f);
    }

    @Test
    void aFreshNormalisationChangesNextToNothing() {
        Forward fresh = Forward.of(new BatchNormalization(), BATCH, Shape.of(3));
        assertArrayEquals(new float[] {1, -2, 5}, fresh.run(1, -2, 5), 1e-4f);
        assertEquals(2, fresh.program().parameters().size());
        Forward scalar = Forward.of(new BatchNormalization(), BATCH, Shape.SCALAR);
        assertThrows(InvalidSetting.class, scalar::program);
    }

    @Test
    void layerNormalisationLooksAtOneExample() {
        Forward layer = Forward.of(new LayerNormalization(), LAYER, Shape.of(2, 2));
        float a = (float) (1 / StrictMath.sqrt(5 + 1e-5));
        assertArrayEquals(new float[] {-3 * a, -a, a, 3 * a}, layer.run(1, 3, 5, 7), 1e-6f);
        assertArrayEquals(new float[4], layer.run(8, 8, 8, 8));
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        return Stream.of(
                        Contract.batchLayer(new BatchNormalization(), BATCH, 2, 3),
                        Contract.batchLayer(new BatchNormalization(), BATCH, 4),
                        Contract.layer(new LayerNormalization(), LAYER, 2, 3))
                .flatMap(Contract::tests);
    }
}
