package org.recurve.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Step;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Role;
import org.recurve.api.optimize.Vector;
import org.recurve.api.random.Stream;
import org.recurve.compute.params.VectorFactory;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.compute.reference.NumberPrecision;
import org.recurve.compute.reference.ReferenceProgram;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.BatchRoles;
import org.recurve.compute.session.Session;

/** Products with the Gauss-Newton matrix against the matrix itself, and what Hessian-free optimization asks for besides. */
class CurvatureTest {
    private static final Progress START = new Progress(0, 0, 1, 1);
    private static final int EXAMPLES = 6;

    private final Stream random = Stream.of(7);

    /** The matrix times {@code v}, of jacobians [example][output][parameter] and Hessians by the output, in the mean. */
    private static double[] explicit(double[][][] jacobians, double[][][] hessians, double[] v) {
        double[] product = new double[v.length];
        for (int example = 0; example < jacobians.length; example++) {
            double[][] j = jacobians[example];
            double[] moved = new double[j.length];
            for (int o = 0; o < j.length; o++) {
                for (int p = 0; p < v.length; p++) {
                    moved[o] += j[o][p] * v[p];
                }
            }
            for (int o = 0; o < j.length; o++) {
                double curved = 0;
                for (int q = 0; q < j.length; q++) {
                    curved += hessians[example][o][q] * moved[q];
                }
                for (int p = 0; p < v.length; p++) {
                    product[p] += j[o][p] * curved / jacobians.length;
                }
            }
        }
        return product;
    }

    private double[] direction(int size) {
        double[] v = new double[size];
        java.util.Arrays.setAll(v, i -> (float) random.in("v").normal(i));
        return v;
    }

    private void holds(Nets.Net net, double[][][] jacobians, double[][][] hessians) {
        Program program = net.program();
        ModelState state = program.start(random);
        Batch batch = net.batch(EXAMPLES, 11, true);
        double[] v = direction(state.theta().size());
        double[] expected = explicit(jacobians, hessians, v);
        double size = norm(expected);
        Definitions at = Definitions.at(NumberPrecision.DOUBLE, state, batch).along(v);
        assertEquals(0, distance(expected, at.all(program.model(true).gaussNewton())), 1e-10 * size, "in double");
        try (Session session = new Session(program, EXAMPLES, Stream.of(1), 1)) {
            Objective objective = session.objective(state, batch, START, List.of());
            Vector product = objective.gaussNewton(vector(state, v));
            assertEquals(0, distance(expected, Definitions.doubles(product.toArray())), 1e-5 * size, "in float");
        }
    }

    private static Vector vector(ModelState like, double[] v) {
        float[] floats = new float[v.length];
        for (int i = 0; i < v.length; i++) {
            floats[i] = (float) v[i];
        }
        return VectorFactory.of(like.theta().segments(), floats);
    }

    private static double norm(double[] v) {
        return distance(v, new double[v.length]);
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return StrictMath.sqrt(sum);
    }

    /** {@code o = V tanh(W x) + b} by hand: the parameters in order of their names are W [4, 3], b [2], V [2, 4]. */
    @Test
    void productIsThatOfTheMatrixWorkedOutByHand() {
        Nets.Net net = Nets.regression();
        double[] theta = Definitions.doubles(net.program().start(random).theta().toArray());
        double[] x = Definitions.doubles(net.batch(EXAMPLES, 11, true).fields().get("input"));
        double[][][] jacobians = new double[EXAMPLES][2][theta.length];
        double[][][] hessians = new double[EXAMPLES][][];
        for (int e = 0; e < EXAMPLES; e++) {
            for (int h = 0; h < 4; h++) {
                double sum = 0;
                for (int i = 0; i < 3; i++) {
                    sum += theta[h * 3 + i] * x[e * 3 + i];
                }
                double hidden = StrictMath.tanh(sum);
                for (int o = 0; o < 2; o++) {
                    jacobians[e][o][14 + o * 4 + h] = hidden;
                    for (int i = 0; i < 3; i++) {
                        jacobians[e][o][h * 3 + i] = theta[14 + o * 4 + h] * (1 - hidden * hidden) * x[e * 3 + i];
                    }
                }
            }
            jacobians[e][0][12] = 1;
            jacobians[e][1][13] = 1;
            hessians[e] = new double[][] {{1, 0}, {0, 1}}; // the mean of two squares
        }
        holds(net, jacobians, hessians);
    }

    /** The Jacobian row by row in reverse mode, and {@code H = diag(p) − p pᵀ} of the softmax's cross-entropy. */
    @Test
    void productIsThatOfTheMatrixThroughTime() {
        for (Nets.Net net : List.of(Nets.recurrent(Optional.empty()), Nets.recurrent(Optional.of(1)))) {
            Program program = net.program();
            ReferenceProgram referenceProgram = new ReferenceProgram(program, random);
            double[] theta = Definitions.doubles(program.start(random).theta().toArray());
            double[][][] jacobians = new double[EXAMPLES][3][];
            double[][][] hessians = new double[EXAMPLES][3][3];
            Batch batch = net.batch(EXAMPLES, 11, true);
            for (int e = 0; e < EXAMPLES; e++) {
                Map<String, double[]> fields = new java.util.HashMap<>();
                for (var field : net.fields()) {
                    int size = field.shape().size();
                    double[] all = Definitions.doubles(batch.fields().get(field.name()));
                    fields.put(field.name(), java.util.Arrays.copyOfRange(all, e * size, (e + 1) * size));
                }
                Batch like = new Batch(1, Map.of(), new long[] {e}, true, 0);
                ReferenceProgram.EvaluationPoint at = new ReferenceProgram.EvaluationPoint(theta, fields);
                double[] o = referenceProgram.outputs(like, at);
                double sum = StrictMath.exp(o[0]) + StrictMath.exp(o[1]) + StrictMath.exp(o[2]);
                for (int i = 0; i < 3; i++) {
                    double[] cotangent = new double[3];
                    cotangent[i] = 1;
                    jacobians[e][i] = referenceProgram.vjp(like, at, cotangent).theta();
                    for (int j = 0; j < 3; j++) {
                        double p = StrictMath.exp(o[i]) / sum;
                        hessians[e][i][j] = p * ((i == j ? 1 : 0) - StrictMath.exp(o[j]) / sum);
                    }
                }
            }
            holds(net, jacobians, hessians);
        }
    }

    /**
     * Where the hidden states are the output and the loss is the mean of ten squares, {@code H = I / 5}, so that
     * {@code SᵀS = 5 G}.
     */
    @Test
    void structureIsTheCurvatureOfTheHiddenStates() {
        Nets.Net net = Nets.written(
                Shape.of(5, 2),
                (s, x) -> s.scan(x, new Nets.State(s.zeros(2)), (in, state) -> {
                            var h = s.linear("W", state.h(), 2, s.linear("U", in, 2))
                                    .tanh();
                            return new Step<>(h, new Nets.State(h));
                        })
                        .outputs());
        Program program = net.program();
        ModelState state = program.start(random);
        Batch batch = net.batch(EXAMPLES, 11, true);
        Vector v = vector(state, direction(state.theta().size()));
        try (Session session = new Session(program, EXAMPLES, Stream.of(1), 1)) {
            Objective objective = session.objective(state, batch, START, List.of());
            double[] plain = Definitions.doubles(objective.gaussNewton(v).toArray());
            double[] structured =
                    Definitions.doubles(objective.gaussNewton(v, 0.3).toArray());
            for (int i = 0; i < plain.length; i++) {
                assertEquals((1 + 0.3 * 5) * plain[i], structured[i], 1e-5 * norm(plain));
            }
            double[] weaker = Definitions.doubles(objective.gaussNewton(v, 0.1).toArray());
            assertEquals(1.5 * plain[0], weaker[0], 1e-5 * norm(plain), "what was said last counts");
            assertArrayEquals(
                    objective.gaussNewton(v).toArray(),
                    objective.gaussNewton(v, 0).toArray());
        }
    }

    @Test
    void squaredGradientsAreTheExamplesOwn() {
        Nets.Net net = Nets.recurrent(Optional.of(1));
        Program program = net.program();
        ModelState state = program.start(random);
        Batch batch = net.batch(20, 11, true);
        double[] expected = new double[state.theta().size()];
        for (int e = 0; e < 20; e++) {
            Map<String, float[]> fields = new java.util.HashMap<>();
            for (var field : net.fields()) {
                int size = field.shape().size();
                fields.put(
                        field.name(),
                        java.util.Arrays.copyOfRange(batch.fields().get(field.name()), e * size, (e + 1) * size));
            }
            Batch one = new Batch(1, fields, new long[] {e}, true, 0);
            double[] gradient = Definitions.at(NumberPrecision.DOUBLE, state, one)
                    .all(program.model(true).gradient());
            for (int i = 0; i < expected.length; i++) {
                expected[i] += gradient[i] * gradient[i] / 20;
            }
        }
        try (Session session = new Session(program, 20, Stream.of(1), 1)) {
            Objective objective = session.objective(state, batch, START, List.of());
            double[] squares = Definitions.doubles(objective.squaredGradients().toArray());
            assertEquals(0, distance(expected, squares), 1e-5 * norm(expected));
        }
    }

    @Test
    void rolesArePlayedByTheFirstExamples() {
        Nets.Net net = Nets.regression();
        Program program = net.program();
        ModelState state = program.start(random);
        Batch batch = net.batch(20, 11, true);
        Vector v = vector(state, direction(state.theta().size()));
        try (Session session = new Session(program, 20, Stream.of(1), 1)) {
            Objective few = session.objective(state, batch.first(5), START, List.of());
            Objective all = session.objective(state, batch, START, List.of());
            BatchRoles roles = new BatchRoles(batch, Map.of(Role.CURVATURE, 5));
            Objective objective = session.objective(state, roles, START, List.of());
            Objective curvature = objective.on(Role.CURVATURE);
            assertArrayEquals(
                    few.gaussNewton(v).toArray(), curvature.gaussNewton(v).toArray());
            assertArrayEquals(few.gradient().toArray(), curvature.gradient().toArray());
            assertArrayEquals(
                    all.gradient().toArray(),
                    objective.on(Role.GRADIENT).gradient().toArray());
            assertEquals(all.loss(), curvature.on(Role.EVALUATION).loss());
            Vector elsewhere = state.theta().plus(v);
            assertEquals(
                    few.at(elsewhere).loss(),
                    objective.at(elsewhere).on(Role.CURVATURE).loss());
        }
    }
}
