package org.recurve.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.compute.program.ModelState;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class NormalizationTest {
    private static final BatchNormalization.Config BATCH = new BatchNormalization.Config(0.9, 1e-5);
    private static final LayerNormalization.Config LAYER = new LayerNormalization.Config(1e-5);

    private static float[] buffer(ModelState state, String name) {
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
        ModelState once = layer.after(1, EXAMPLES);
        assertArrayEquals(new float[] {0.4f, 0}, buffer(once, "mean"), 1e-6f);
        assertArrayEquals(new float[] {0.9f + 0.5f, 0.9f + 0.25f}, buffer(once, "variance"), 1e-6f);
        ModelState often = layer.after(300, EXAMPLES);
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

    /** PyTorch's running variance: Σ(x − μ)² / (n − 1), of four numbers 4/3 of the other. */
    @Test
    void theRunningVarianceCanBeUnbiased() {
        BatchNormalization.Config unbiased =
                new BatchNormalization.Config(0.9, 1e-5, Optional.of(true), Optional.empty());
        Trained layer = Trained.of(new BatchNormalization(), unbiased, 2, 2);
        ModelState once = layer.after(1, EXAMPLES);
        assertArrayEquals(new float[] {0.4f, 0}, buffer(once, "mean"), 1e-6f);
        assertArrayEquals(new float[] {0.9f + 0.1f * 20 / 3, 0.9f + 0.1f * 10 / 3}, buffer(once, "variance"), 1e-6f);
        assertArrayEquals(
                Trained.of(new BatchNormalization(), BATCH, 2, 2).outputs(0, EXAMPLES), layer.outputs(0, EXAMPLES));
        Trained units = Trained.of(new BatchNormalization(), unbiased, 2);
        assertArrayEquals(
                new float[] {0.9f, 0.9f}, buffer(units.after(1, 3, 4), "variance"), 1e-6f, "of one number, 0");
    }

    /** λ Σ gain² is smallest at γ = 1 where the parameter is γ − 1, and at γ = 0 where it is γ itself. */
    @Test
    void theParameterOfTheGainIsWhatDecayDrawsToZero() {
        Optional<Integer> zero = Optional.of(0);
        Forward usual = Forward.of(new LayerNormalization(), LAYER, Shape.of(3));
        Forward whole = Forward.of(new LayerNormalization(), new LayerNormalization.Config(1e-5, zero), Shape.of(3));
        assertArrayEquals(new float[] {0, 0, 0}, usual.parameter("gain"));
        assertArrayEquals(new float[] {1, 1, 1}, whole.parameter("gain"));
        assertArrayEquals(usual.run(1, -2, 5), whole.run(1, -2, 5));
        Forward batch = Forward.of(
                new BatchNormalization(),
                new BatchNormalization.Config(0.9, 1e-5, Optional.empty(), zero),
                Shape.of(2));
        assertArrayEquals(new float[] {1, 1}, batch.parameter("gain"));
        Forward groups =
                Forward.of(new GroupNormalization(), new GroupNormalization.Config(1, 1e-5, zero), Shape.of(2, 2));
        assertArrayEquals(new float[] {1, 1}, groups.parameter("gain"));
    }

    private static final float[] MAPS = {-1.5f, 0, 1.5f, 0.5f, 2, 0, 4.5f, 2.5f, 4, 10.5f, 8.5f, 10};

    /** numpy: (x − mean) / √(var + 1e-5) over each group; with as many groups as channels, instance normalisation. */
    @Test
    void groupsOfChannelsAreNormalisedEach() {
        float[] two = {
            -1.690987f,
            -0.3676059f,
            0.9557753f,
            0.07352118f,
            1.396902f,
            -0.3676059f,
            -0.6948789f,
            -1.336306f,
            -0.8552355f,
            1.229401f,
            0.5879744f,
            1.069044f
        };
        float[] four = {
            -1.224741f,
            0f,
            1.224741f,
            -0.3922296f,
            1.372803f,
            -0.9805739f,
            0.9805739f,
            -1.372803f,
            0.3922296f,
            0.9805739f,
            -1.372803f,
            0.3922296f
        };
        assertArrayEquals(two, groups(2).run(MAPS), 1e-5f);
        assertArrayEquals(four, groups(4).run(MAPS), 1e-5f);
        assertEquals(
                Shape.of(4),
                groups(2).program().parameters().getFirst().weights().shape());
        assertThrows(InvalidSetting.class, groups(3)::program);
    }

    private static Forward groups(int groups) {
        return Forward.of(
                new GroupNormalization(),
                new GroupNormalization.Config(groups, 1e-5, Optional.empty()),
                Shape.of(4, 3));
    }

    /** numpy, by PyTorch's LocalResponseNorm: an even size reaches one channel further back than forth. */
    @Test
    void neighbouringChannelsDampEachOther() {
        float[] x = {1, 2, 3, -4, 0.5f, 6, -7, 1, 2, 2};
        float[] three = {
            0.3773952f,
            0.5698768f,
            1.122631f,
            -0.6475775f,
            0.07899483f,
            1.0048f,
            -1.168897f,
            0.1951671f,
            0.3349334f,
            0.9158129f
        };
        float[] four = {
            0.5443311f,
            0.7815899f,
            1.616187f,
            -0.8408964f,
            0.1012787f,
            1.246762f,
            -1.372242f,
            0.2077937f,
            0.4345281f,
            0.5136892f
        };
        assertArrayEquals(three, response(3, 2).run(x), 1e-6f);
        assertArrayEquals(four, response(4, 1).run(x), 1e-6f);
    }

    private static Forward response(int size, double k) {
        return Forward.of(
                new LocalResponseNormalization(),
                new LocalResponseNormalization.Config(size, 0.5, 0.75, k),
                Shape.of(5, 2));
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        Optional<Integer> zero = Optional.of(0);
        return Stream.of(
                        Contract.batchLayer(
                                new BatchNormalization(),
                                new BatchNormalization.Config(0.9, 1e-5, Optional.of(true), zero),
                                2,
                                3),
                        Contract.layer(
                                new GroupNormalization(),
                                new GroupNormalization.Config(2, 1e-5, Optional.empty()),
                                4,
                                3),
                        Contract.layer(
                                new LocalResponseNormalization(),
                                new LocalResponseNormalization.Config(3, 0.5, 0.75, 2),
                                5,
                                2),
                        Contract.batchLayer(new BatchNormalization(), BATCH, 2, 3),
                        Contract.batchLayer(new BatchNormalization(), BATCH, 4),
                        Contract.layer(new LayerNormalization(), LAYER, 2, 3))
                .flatMap(Contract::tests);
    }
}
