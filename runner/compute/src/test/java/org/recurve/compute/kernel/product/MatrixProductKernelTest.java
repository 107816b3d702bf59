package org.recurve.compute.kernel.product;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.MatrixProductSpec;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.kernel.contraction.WorkShare;
import org.recurve.compute.reference.NumberPrecision;
import org.recurve.compute.reference.ReferenceEvaluator;

/** Both kernels give the very bits of the definition, whatever the sizes, layouts and shares, and touch nothing else. */
class MatrixProductKernelTest {
    private static final int ROUNDS = 150;
    private static final int FRONT = 3;
    private static final float[] VALUES = {
        0f, -0f, 1f, -1f, 2.5f, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 0x1p-149f, 0x1p-80f
    };

    private final SplittableRandom random = new SplittableRandom(17);

    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void productsHaveTheBitsOfTheDefinition(int width) {
        for (int round = 0; round < ROUNDS; round++) {
            MatrixProductSpec spec = draw();
            float[] x = values(FRONT + spec.repetitions() * spec.leftSize() * width);
            float[] y = values(1 + spec.repetitions() * spec.rightSize() * width);
            float[] expected = defined(spec, x, y, width);
            assertArrayEquals(bits(expected), bits(computed(new ScalarMatrixProductKernel(), spec, x, y, width)));
            assertArrayEquals(bits(expected), bits(computed(new VectorMatrixProductKernel(), spec, x, y, width)));
        }
    }

    /** Sizes that fit no tile, and layouts: as they are, transposed, and heads side by side. */
    private MatrixProductSpec draw() {
        MatrixProductSpec spec = MatrixProductSpec.of(
                        random.nextInt(1, 4), random.nextInt(1, 10), random.nextInt(1, 12), random.nextInt(1, 10))
                .repeated(random.nextInt(1, 3));
        MatrixProductSpec turned =
                random.nextBoolean() ? spec : random.nextBoolean() ? spec.towardsLeft() : spec.towardsRight();
        MatrixProductSpec.Layout heads =
                new MatrixProductSpec.Layout(turned.inner(), turned.batch() * turned.inner(), 1);
        return random.nextBoolean()
                ? turned
                : new MatrixProductSpec(
                        turned.repetitions(),
                        turned.batch(),
                        turned.rows(),
                        turned.inner(),
                        turned.columns(),
                        heads,
                        turned.right(),
                        turned.result());
    }

    private static float[] computed(
            MatrixProductKernel kernel, MatrixProductSpec spec, float[] x, float[] y, int width) {
        float[] z = new float[2 + spec.repetitions() * spec.resultSize() * width + 1];
        Arrays.fill(z, 7);
        int parts = 1 + spec.inner() % 4;
        for (int part = 0; part < parts; part++) {
            kernel.multiply(spec, x, FRONT, y, 1, z, 2, new WorkShare(part, parts), width);
        }
        return z;
    }

    private static float[] defined(MatrixProductSpec spec, float[] x, float[] y, int width) {
        GraphBuilder b = new GraphBuilder();
        Node left = b.source(Op.SourceKind.FIELD, "x", spec.repetitions() * spec.leftSize(), false);
        Node right = b.source(Op.SourceKind.FIELD, "y", spec.repetitions() * spec.rightSize(), false);
        double[][] z = new ReferenceEvaluator(
                        NumberPrecision.FLOAT,
                        width,
                        (source, lane) -> source.name().equals("x")
                                ? lane(x, FRONT, source.rows(), width, lane)
                                : lane(y, 1, source.rows(), width, lane))
                .value(b.product(spec, left, right));
        float[] all = new float[2 + z[0].length * width + 1];
        Arrays.fill(all, 7);
        for (int row = 0; row < z[0].length; row++) {
            for (int lane = 0; lane < width; lane++) {
                all[2 + row * width + lane] = (float) z[lane][row];
            }
        }
        return all;
    }

    private static double[] lane(float[] of, int at, int rows, int width, int lane) {
        return IntStream.range(0, rows)
                .mapToDouble(row -> of[at + row * width + lane])
                .toArray();
    }

    private float[] values(int n) {
        float[] values = new float[n];
        boolean ordinary = random.nextInt(3) > 0;
        for (int i = 0; i < n; i++) {
            values[i] = ordinary ? (float) random.nextDouble(-2, 2) : VALUES[random.nextInt(VALUES.length)];
        }
        return values;
    }

    /** All NaNs alike: which of two is kept is not ours to say. */
    private static int[] bits(float[] of) {
        return IntStream.range(0, of.length)
                .map(i -> Float.floatToIntBits(of[i]))
                .toArray();
    }
}
