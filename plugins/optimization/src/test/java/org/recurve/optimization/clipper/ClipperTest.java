package org.recurve.optimization.clipper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.params.VectorFactory;
import org.recurve.testkit.Contract;
import org.recurve.testkit.FixedGradient;

class ClipperTest {
    /** Two layers, the first of two parameters: a matrix of two units, a bias, another bias. */
    private static final List<Segment> SEGMENTS = List.of(
            new Segment("dense1.W", Shape.of(2, 2), 0),
            new Segment("dense1.b", Shape.of(2), 4),
            new Segment("dense2.b", Shape.of(2), 6));

    private static Vector vector(float... elements) {
        return VectorFactory.of(SEGMENTS, elements.clone());
    }

    private static float[] clipped(Group over, double threshold, float... gradient) {
        Vector g = vector(gradient);
        return new ClipByNorm()
                .clip(new ClipByNorm.Config(threshold, over), g, g)
                .toArray();
    }

    /** Norms: the matrix 4, its bias 3, together 5; the other bias 10; all √125. */
    @Test
    void aNormMayBeSharedByAllByALayerOrByNone() {
        float[] gradient = {2, -2, 2, 2, 3, 0, 6, 8};
        float all = (float) (5 / StrictMath.sqrt(125));
        float[] direction = new float[8];
        for (int i = 0; i < 8; i++) {
            direction[i] = gradient[i] * all;
        }
        assertArrayEquals(direction, clipped(Group.ALL, 5, gradient), 1e-6f);
        assertArrayEquals(
                new float[] {1, -1, 1, 1, 1.5f, 0, 1.5f, 2}, clipped(Group.LAYER, 2.5, gradient), "5 and 10 to 2.5");
        assertArrayEquals(
                new float[] {2, -2, 2, 2, 3, 0, 3, 4}, clipped(Group.PARAMETER, 5, gradient), "only 10 is too long");
        assertArrayEquals(gradient, clipped(Group.LAYER, 10.5, gradient));
    }

    /** Units: weights of norm 5 and 0, biases of norm 2 and 1; the ratio is ½, and ½ · 0.1 where weights are 0. */
    @Test
    void aUnitsGradientIsHeldToItsWeights() {
        Vector theta = vector(3, 4, 0, 0, 2, 0, 0, 1);
        Vector gradient = vector(0, 5, 3, 4, 0, 1, 0.1f, 0);
        Adaptive.Config config = new Adaptive.Config(0.5, 0.1);
        assertArrayEquals(
                new float[] {0, 2.5f, 0.03f, 0.04f, 0, 1, 0.1f, 0},
                new Adaptive().clip(config, theta, gradient).toArray(),
                1e-7f);
    }

    /** Values first: (1, −1), whose norm √2 is halved; the norm first: (0.6, −0.8), which no value exceeds. */
    @Test
    void clippersComposeInTheOrderOfTheFile() {
        Vector gradient = FixedGradient.vector(30, -40);
        ClipByValue.Config value = new ClipByValue.Config(1);
        ClipByNorm.Config half = new ClipByNorm.Config(StrictMath.sqrt(0.5), Group.ALL);
        Vector values = new ClipByValue().clip(value, gradient, gradient);
        assertArrayEquals(
                new float[] {0.5f, -0.5f},
                new ClipByNorm().clip(half, gradient, values).toArray(),
                1e-7f);
        ClipByNorm.Config one = new ClipByNorm.Config(1, Group.ALL);
        Vector norm = new ClipByNorm().clip(one, gradient, gradient);
        assertArrayEquals(
                new float[] {0.6f, -0.8f},
                new ClipByValue().clip(value, gradient, norm).toArray(),
                1e-7f);
    }

    @Test
    void theNormIsHeldAtTheThreshold() {
        Vector gradient = FixedGradient.vector(3, -4);
        ClipByNorm clipper = new ClipByNorm();
        assertArrayEquals(
                new float[] {1.5f, -2},
                clipper.clip(new ClipByNorm.Config(2.5, Group.ALL), gradient, gradient)
                        .toArray());
        assertArrayEquals(
                new float[] {3, -4},
                clipper.clip(new ClipByNorm.Config(5.5, Group.ALL), gradient, gradient)
                        .toArray());
    }

    @Test
    void valuesAreHeldAtTheThreshold() {
        Vector gradient = FixedGradient.vector(3, -4, 0.5f, Float.NaN);
        assertArrayEquals(
                new float[] {1, -1, 0.5f, Float.NaN},
                new ClipByValue()
                        .clip(new ClipByValue.Config(1), gradient, gradient)
                        .toArray());
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        return Stream.of(
                        Contract.clipper(new ClipByNorm(), new ClipByNorm.Config(0.5, Group.ALL)),
                        Contract.clipper(new ClipByNorm(), new ClipByNorm.Config(0.5, Group.LAYER)),
                        Contract.clipper(new ClipByNorm(), new ClipByNorm.Config(0.5, Group.PARAMETER)),
                        Contract.clipper(new Adaptive(), new Adaptive.Config(0.1, 1e-3)),
                        Contract.clipper(new ClipByValue(), new ClipByValue.Config(0.5)))
                .flatMap(Contract::tests);
    }
}
