package org.recurve.compute.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Field;
import org.recurve.api.random.Stream;
import org.recurve.compute.Nets;
import org.recurve.compute.reference.ReferenceProgram.EvaluationPoint;
import org.recurve.compute.session.Batch;

/** {@code o = b + V tanh(W x)} with the mean of squares as its loss, whose derivatives are written out here. */
class ReferenceProgramTest {
    private static final int INPUTS = 3;
    private static final int HIDDEN = 4;
    private static final int OUTPUTS = 2;
    private static final int EXAMPLES = 5;
    private static final int BIAS = HIDDEN * INPUTS;
    private static final int V = BIAS + OUTPUTS;
    private static final int SIZE = V + OUTPUTS * HIDDEN;
    private static final double EXACT = 1e-13;

    private final ReferenceProgram program =
            new ReferenceProgram(Nets.regression().program(), Stream.of(3));
    private final Batch like = new Batch(EXAMPLES, Map.of(), new long[] {0, 1, 2, 3, 4}, false, 0);
    private final double[] theta = numbers("theta", SIZE);
    private final double[] x = numbers("x", EXAMPLES * INPUTS);
    private final double[] target = numbers("target", EXAMPLES * OUTPUTS);
    private final EvaluationPoint at = new EvaluationPoint(theta, Map.of(Field.INPUT, x, Field.TARGET, target));

    private static double[] numbers(String name, int count) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = Stream.of(11).in(name).normal(i) / 2;
        }
        return numbers;
    }

    private double w(int h, int i) {
        return theta[h * INPUTS + i];
    }

    private double v(int o, int h) {
        return theta[V + o * HIDDEN + h];
    }

    private double tanh(int example, int h) {
        double sum = 0;
        for (int i = 0; i < INPUTS; i++) {
            sum += w(h, i) * x[example * INPUTS + i];
        }
        return StrictMath.tanh(sum);
    }

    private double output(int example, int o) {
        double sum = theta[BIAS + o];
        for (int h = 0; h < HIDDEN; h++) {
            sum += v(o, h) * tanh(example, h);
        }
        return sum;
    }

    private double residual(int example, int o) {
        return output(example, o) - target[example * OUTPUTS + o];
    }

    /** Slopes of the outputs, by example and output. */
    private interface Slopes {
        double of(int example, int output);
    }

    private double[] theta(Slopes slopes) {
        double[] gradient = new double[SIZE];
        for (int e = 0; e < EXAMPLES; e++) {
            for (int o = 0; o < OUTPUTS; o++) {
                gradient[BIAS + o] += slopes.of(e, o);
                for (int h = 0; h < HIDDEN; h++) {
                    double t = tanh(e, h);
                    gradient[V + o * HIDDEN + h] += slopes.of(e, o) * t;
                    for (int i = 0; i < INPUTS; i++) {
                        gradient[h * INPUTS + i] += slopes.of(e, o) * v(o, h) * (1 - t * t) * x[e * INPUTS + i];
                    }
                }
            }
        }
        return gradient;
    }

    private double[] input(Slopes slopes) {
        double[] gradient = new double[EXAMPLES * INPUTS];
        for (int e = 0; e < EXAMPLES; e++) {
            for (int o = 0; o < OUTPUTS; o++) {
                for (int h = 0; h < HIDDEN; h++) {
                    double t = tanh(e, h);
                    for (int i = 0; i < INPUTS; i++) {
                        gradient[e * INPUTS + i] += slopes.of(e, o) * v(o, h) * (1 - t * t) * w(h, i);
                    }
                }
            }
        }
        return gradient;
    }

    private void assertPoint(Slopes slopes, EvaluationPoint found) {
        assertArrayEquals(theta(slopes), found.theta(), EXACT);
        assertArrayEquals(input(slopes), found.of(Field.INPUT), EXACT);
    }

    @Test
    void outputsAndLossAreThoseOfTheFormula() {
        double[] outputs = new double[EXAMPLES * OUTPUTS];
        double loss = 0;
        for (int e = 0; e < EXAMPLES; e++) {
            for (int o = 0; o < OUTPUTS; o++) {
                outputs[e * OUTPUTS + o] = output(e, o);
                loss += residual(e, o) * residual(e, o) / OUTPUTS / EXAMPLES;
            }
        }
        assertArrayEquals(outputs, program.outputs(like, at), EXACT);
        assertEquals(loss, program.loss(like, at), EXACT);
    }

    @Test
    void theGradientIsThatOfTheMeanOfSquares() {
        assertPoint((e, o) -> residual(e, o) / EXAMPLES, program.gradient(like, at));
    }

    @Test
    void reverseModePullsACotangentOfEachOutput() {
        double[] cotangent = numbers("cotangent", EXAMPLES * OUTPUTS);
        assertPoint((e, o) -> cotangent[e * OUTPUTS + o], program.vjp(like, at, cotangent));
    }

    /** {@code u · (J d) = d · (Jᵀ u)}, with the right side by the formula, for directions of parameters and of the input. */
    @Test
    void forwardModePushesADirection() {
        double[] ofTheta = numbers("d", SIZE);
        double[] ofInput = numbers("e", EXAMPLES * INPUTS);
        double[] pushed = program.jvp(like, at, new EvaluationPoint(ofTheta, Map.of(Field.INPUT, ofInput)));
        double[] along = program.jvp(like, at, new EvaluationPoint(ofTheta, Map.of()));
        for (int place = 0; place < pushed.length; place++) {
            int only = place;
            Slopes one = (e, o) -> e * OUTPUTS + o == only ? 1 : 0;
            assertEquals(dot(theta(one), ofTheta), along[place], EXACT);
            assertEquals(dot(theta(one), ofTheta) + dot(input(one), ofInput), pushed[place], EXACT);
        }
    }

    /** Along a bias the residual of its output changes by one and nothing else does: the gradient is of slopes 1 / examples. */
    @Test
    void curvatureAlongABiasIsTheSlopeOfItsOutput() {
        double[] bias = new double[SIZE];
        bias[BIAS] = 1;
        Slopes first = (e, o) -> o == 0 ? 1.0 / EXAMPLES : 0;
        assertPoint(first, program.hessian(like, at, new EvaluationPoint(bias, Map.of())));
        assertArrayEquals(theta(first), program.gaussNewton(like, at, bias), EXACT);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
