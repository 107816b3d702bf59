package org.recurve.compute.program;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.recurve.api.model.Regularizer;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.compute.Definitions;
import org.recurve.compute.Nets;
import org.recurve.compute.params.VectorFactory;
import org.recurve.compute.reference.NumberPrecision;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;

/** What penalties add to products with curvatures, against second derivatives worked out by hand. */
class PenaltyCurvatureTest {
    private static final Progress START = new Progress(0, 0, 1, 1);
    private static final int EXAMPLES = 6;

    private final Stream random = Stream.of(7);

    /** Penalties of a parameter. */
    private enum Term {
        /** {@code 2 λ v}. */
        SQUARES {
            @Override
            Value of(Value w) {
                return w.square().sum().times(0.25);
            }

            @Override
            double[] curvature(double[] w, double[] v) {
                return each(v.length, i -> 0.5 * v[i]);
            }
        },
        /** The same, said in another way. */
        PRODUCTS {
            @Override
            Value of(Value w) {
                return w.times(w).sum().times(0.25);
            }

            @Override
            double[] curvature(double[] w, double[] v) {
                return each(v.length, i -> 0.5 * v[i]);
            }
        },
        /** Straight everywhere but at 0. */
        SIZES {
            @Override
            Value of(Value w) {
                return w.abs().sum().times(0.25);
            }

            @Override
            double[] curvature(double[] w, double[] v) {
                return new double[v.length];
            }
        },
        /** {@code e^w} is convex: the whole second derivative. */
        EXPONENTIALS {
            @Override
            Value of(Value w) {
                return w.exp().sum();
            }

            @Override
            double[] curvature(double[] w, double[] v) {
                return each(v.length, i -> StrictMath.exp(w[i]) * v[i]);
            }
        },
        /** {@code log(1 + w²)} bends down far from 0; what is left is {@code 2 / (1 + w²)}. */
        HEAVY_TAILED {
            @Override
            Value of(Value w) {
                return w.square().log1p().sum();
            }

            @Override
            double[] curvature(double[] w, double[] v) {
                return each(v.length, i -> 2 / (1 + w[i] * w[i]) * v[i]);
            }
        },
        /** {@code ‖w‖}, of whose second derivative {@code (I − w wᵀ / ‖w‖²) / ‖w‖} the identity is left. */
        NORM {
            @Override
            Value of(Value w) {
                return w.square().sum().sqrt();
            }

            @Override
            double[] curvature(double[] w, double[] v) {
                double sum = 0;
                for (double each : w) {
                    sum += each * each;
                }
                double norm = StrictMath.sqrt(sum);
                return each(v.length, i -> v[i] / norm);
            }
        },
        /** {@code −Σ w²} is concave: nothing of it may be left. */
        CONCAVE {
            @Override
            Value of(Value w) {
                return w.square().sum().negate();
            }

            @Override
            double[] curvature(double[] w, double[] v) {
                return new double[v.length];
            }
        };

        abstract Value of(Value w);

        abstract double[] curvature(double[] w, double[] v);

        static double[] each(int size, java.util.function.IntToDoubleFunction element) {
            double[] all = new double[size];
            java.util.Arrays.setAll(all, element);
            return all;
        }
    }

    @Plugin(id = "term", summary = "a term of the loss")
    private static final class Weighed implements Regularizer<Weighed.Config> {
        record Config(Term term) {}

        @Override
        public Value penalty(Config config, Value parameter) {
            return config.term().of(parameter);
        }
    }

    private static Program program(Nets.Net net, List<PenaltyTerm> terms) {
        return Program.trace(net.layers(), net.loss(), net.fields(), false, terms);
    }

    private static PenaltyTerm on(Term term, String parameter) {
        return new PenaltyTerm(new Spec<Regularizer<?>>(new Weighed(), new Weighed.Config(term)), List.of(parameter));
    }

    private double[] direction(int size) {
        double[] v = new double[size];
        java.util.Arrays.setAll(v, i -> (float) random.in("v").normal(i));
        return v;
    }

    private static double[] difference(double[] a, double[] b) {
        return Term.each(a.length, i -> a[i] - b[i]);
    }

    /** The parameters are W [4, 3], b [2], V [2, 4], of which V has the term. */
    @ParameterizedTest
    @EnumSource
    void termsOfParametersAddWhatIsPositiveOfTheirSecondDerivative(Term term) {
        Nets.Net net = Nets.regression();
        Program plain = program(net, List.of());
        Program penalized = program(net, List.of(on(term, "*v")));
        ModelState state = plain.start(random);
        Batch batch = net.batch(EXAMPLES, 11, true);
        double[] theta = Definitions.doubles(state.theta().toArray());
        double[] v = direction(theta.length);
        Definitions at = Definitions.at(NumberPrecision.DOUBLE, state, batch).along(v);
        double[] added = difference(
                at.all(penalized.model(true).gaussNewton()),
                at.all(plain.model(true).gaussNewton()));
        double[] expected = new double[v.length];
        double[] own =
                term.curvature(java.util.Arrays.copyOfRange(theta, 14, 22), java.util.Arrays.copyOfRange(v, 14, 22));
        System.arraycopy(own, 0, expected, 14, 8);
        assertArrayEquals(expected, added, 1e-12);
        try (Session session = new Session(penalized, EXAMPLES, Stream.of(1), 1);
                Session without = new Session(plain, EXAMPLES, Stream.of(1), 1)) {
            Vector along = vector(state, v);
            double[] product = Definitions.doubles(session.objective(state, batch, START, List.of())
                    .gaussNewton(along)
                    .toArray());
            double[] before = Definitions.doubles(without.objective(state, batch, START, List.of())
                    .gaussNewton(along)
                    .toArray());
            assertArrayEquals(expected, difference(product, before), 1e-5, "in float");
        }
    }

    @Test
    void structuredProductsHaveThemToo() {
        Nets.Net net = Nets.recurrent(java.util.Optional.empty());
        Program penalized = program(net, List.of(on(Term.SQUARES, "*")));
        ModelState state = penalized.start(random);
        double[] v = direction(state.theta().size());
        Vector along = vector(state, v);
        Batch batch = net.batch(EXAMPLES, 11, true);
        try (Session session = new Session(penalized, EXAMPLES, Stream.of(1), 1);
                Session without = new Session(program(net, List.of()), EXAMPLES, Stream.of(1), 1)) {
            double[] product = Definitions.doubles(session.objective(state, batch, START, List.of())
                    .gaussNewton(along, 0.3)
                    .toArray());
            double[] before = Definitions.doubles(without.objective(state, batch, START, List.of())
                    .gaussNewton(along, 0.3)
                    .toArray());
            assertArrayEquals(Term.each(v.length, i -> 0.5 * v[i]), difference(product, before), 1e-5);
        }
    }

    /** Hessian products have all of it, what is negative too. */
    @Test
    void hessiansHaveTheWholeSecondDerivative() {
        Nets.Net net = Nets.regression();
        for (Term term : List.of(Term.SQUARES, Term.CONCAVE)) {
            Program penalized = program(net, List.of(on(term, "*")));
            ModelState state = penalized.start(random);
            double[] v = direction(state.theta().size());
            Batch batch = net.batch(EXAMPLES, 11, true);
            Definitions at =
                    Definitions.at(NumberPrecision.DOUBLE, state, batch).along(v);
            double[] added = difference(
                    at.all(penalized.model(true).hessian()),
                    at.all(program(net, List.of()).model(true).hessian()));
            double factor = term == Term.SQUARES ? 0.5 : -2;
            assertArrayEquals(Term.each(v.length, i -> factor * v[i]), added, 1e-12);
        }
    }

    /**
     * {@code h = tanh(W x)} costs {@code 0.5 Σ h²} an example: {@code Jᵀ J v} in the mean, with {@code J} the Jacobian of
     * {@code h}, beside the same of the loss, which is the mean of three squares of the output {@code h} less its target.
     */
    @Test
    void activationsThatCostAddTheirGaussNewtonMatrix() {
        Nets.Net net = Nets.written(Shape.of(3), (s, x) -> {
            Value h = s.linear("W", x, 3).tanh();
            if (s.training()) {
                s.penalty("squares", h.square().sum().times(0.5));
            }
            return h;
        });
        Program program = net.program();
        ModelState state = program.start(random);
        Batch batch = net.batch(EXAMPLES, 11, true);
        double[] w = Definitions.doubles(state.theta().toArray());
        double[] x = Definitions.doubles(batch.fields().get("input"));
        double[] v = direction(w.length);
        double[] expected = new double[w.length];
        for (int e = 0; e < EXAMPLES; e++) {
            for (int o = 0; o < 3; o++) {
                double sum = 0;
                double moved = 0;
                for (int i = 0; i < 3; i++) {
                    sum += w[o * 3 + i] * x[e * 3 + i];
                    moved += v[o * 3 + i] * x[e * 3 + i];
                }
                double slope = 1 - StrictMath.tanh(sum) * StrictMath.tanh(sum);
                for (int i = 0; i < 3; i++) {
                    expected[o * 3 + i] += (2 / 3.0 + 1) * slope * slope * moved * x[e * 3 + i] / EXAMPLES;
                }
            }
        }
        Definitions at = Definitions.at(NumberPrecision.DOUBLE, state, batch).along(v);
        assertArrayEquals(expected, at.all(program.model(true).gaussNewton()), 1e-12);
        try (Session session = new Session(program, EXAMPLES, Stream.of(1), 1)) {
            Objective objective = session.objective(state, batch, START, List.of());
            double[] product =
                    Definitions.doubles(objective.gaussNewton(vector(state, v)).toArray());
            assertArrayEquals(expected, product, 1e-5);
        }
    }

    /**
     * {@code p ↦ KL(ρ ‖ p)} of the mean activity of a sigmoid unit: {@code ρ / p² + (1 − ρ) / (1 − p)²} between the Jacobians of
     * the mean.
     */
    @Test
    void aPenaltyOfABatchsMeanIsCurvedThroughIt() {
        Nets.Net net = Nets.written(Shape.of(3), (s, x) -> {
            Value h = s.linear("W", x, 3).sigmoid();
            if (s.training()) {
                Value p = h.batchMean();
                s.penalty(
                        "kl",
                        p.log().times(-0.1).minus(p.negate().log1p().times(0.9)).sum());
            }
            return s.zeros(3).plus(h.stopGradient());
        });
        Program program = net.program();
        ModelState state = program.start(random);
        Batch batch = net.batch(EXAMPLES, 11, true);
        double[] w = Definitions.doubles(state.theta().toArray());
        double[] x = Definitions.doubles(batch.fields().get("input"));
        double[] v = direction(w.length);
        double[] expected = new double[w.length];
        for (int o = 0; o < 3; o++) {
            double mean = 0;
            double[] row = new double[3];
            for (int e = 0; e < EXAMPLES; e++) {
                double sum = 0;
                for (int i = 0; i < 3; i++) {
                    sum += w[o * 3 + i] * x[e * 3 + i];
                }
                double h = 1 / (1 + StrictMath.exp(-sum));
                mean += h / EXAMPLES;
                for (int i = 0; i < 3; i++) {
                    row[i] += h * (1 - h) * x[e * 3 + i] / EXAMPLES;
                }
            }
            double along = row[0] * v[o * 3] + row[1] * v[o * 3 + 1] + row[2] * v[o * 3 + 2];
            double curvature = 0.1 / (mean * mean) + 0.9 / ((1 - mean) * (1 - mean));
            for (int i = 0; i < 3; i++) {
                expected[o * 3 + i] = row[i] * curvature * along;
            }
        }
        Definitions at = Definitions.at(NumberPrecision.DOUBLE, state, batch).along(v);
        assertArrayEquals(expected, at.all(program.model(true).gaussNewton()), 1e-9);
    }

    private static Vector vector(ModelState like, double[] v) {
        float[] floats = new float[v.length];
        for (int i = 0; i < v.length; i++) {
            floats[i] = (float) v[i];
        }
        return VectorFactory.of(like.theta().segments(), floats);
    }
}
