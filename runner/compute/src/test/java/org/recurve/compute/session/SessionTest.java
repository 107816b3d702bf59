package org.recurve.compute.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.api.data.Field;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.Definitions;
import org.recurve.compute.Nets;
import org.recurve.compute.ir.Node;
import org.recurve.compute.params.VectorFactory;
import org.recurve.compute.program.LayerActivations;
import org.recurve.compute.program.ModelGraphs;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.compute.reference.NumberPrecision;
import org.recurve.compute.runtime.KernelSet;

/** Planned runs give the very bits of the definitions, on any kernels, threads and batch sizes. */
class SessionTest {
    private static final Progress START = new Progress(0, 0, 1, 1);

    static Stream<Arguments> runs() {
        return Nets.all().stream()
                .flatMap(net -> Stream.of(1, 5, 16, 33, 70)
                        .flatMap(examples -> Stream.of(1, 2, 3).map(threads -> Arguments.of(net, examples, threads))));
    }

    static List<Nets.Net> nets() {
        return Nets.all();
    }

    private static float[] bits(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    @ParameterizedTest
    @MethodSource("runs")
    void gradientHasTheBitsOfItsDefinition(Nets.Net net, int examples, int threads) {
        for (KernelSet set : List.of(KernelSet.here(), KernelSet.scalar())) {
            Program program = net.program();
            ModelState state = program.start(org.recurve.api.random.Stream.of(7));
            Batch batch = net.batch(examples, 11, true);
            try (Session session = new Session(program, 80, org.recurve.api.random.Stream.of(1), threads, set)) {
                var objective = session.objective(state, batch, START, List.of());
                float[] gradient = objective.gradient().toArray();
                ModelGraphs graphs = program.model(true);
                Definitions definitions = Definitions.at(NumberPrecision.FLOAT, state, batch);
                assertArrayEquals(bits(definitions.all(graphs.gradient())), gradient);
                assertEquals((float) definitions.value(graphs.loss())[0][0], (float) objective.loss());
            }
        }
    }

    @Test
    void stepsThatNoExampleHasAreNotRun() {
        Nets.Net net = Nets.recurrent(Optional.of(5));
        Program program = net.program();
        ModelState state = program.start(org.recurve.api.random.Stream.of(7));
        try (Session session = new Session(program, 20, org.recurve.api.random.Stream.of(1), 1)) {
            Vector zeros = gradient(session, state, net, 0);
            assertArrayEquals(
                    zeros.toArray(), gradient(session, state, net, Float.NaN).toArray());
            assertTrue(zeros.norm() > 0);
        }
    }

    /** Of examples that all end after three of the five steps, behind which there is {@code number}. */
    private static Vector gradient(Session session, ModelState state, Nets.Net net, float number) {
        Batch drawn = net.batch(20, 11, true);
        float[] input = drawn.fields().get(Field.INPUT).clone();
        float[] lengths = new float[20];
        Arrays.fill(lengths, 3);
        for (int example = 0; example < 20; example++) {
            Arrays.fill(input, example * 10 + 6, example * 10 + 10, number);
        }
        Map<String, float[]> fields = new HashMap<>(drawn.fields());
        fields.put(Field.INPUT, input);
        fields.put(Field.LENGTH, lengths);
        Batch batch = new Batch(20, fields, drawn.ids(), true, 0);
        return session.objective(state, batch, START, List.of()).gradient();
    }

    @ParameterizedTest
    @MethodSource("nets")
    void outputsThatAreReadLateAreThoseOfTheirEvaluation(Nets.Net net) {
        Program program = net.program();
        ModelState state = program.start(org.recurve.api.random.Stream.of(7));
        Batch batch = net.batch(5, 11, false);
        try (Session session = new Session(program, 19, org.recurve.api.random.Stream.of(1), 1)) {
            float[] atOnce = session.evaluate(state, batch).outputs().clone();
            SessionEvaluation evaluation = session.evaluate(state, batch);
            session.recordings(state, net.batch(7, 3, false));
            session.layers(state, net.batch(7, 3, false));
            session.objective(state, net.batch(19, 5, true), START, List.of()).gradient();
            assertArrayEquals(atOnce, evaluation.outputs());
        }
    }

    @ParameterizedTest
    @MethodSource("nets")
    void layersGiveTheBitsOfTheirDefinitions(Nets.Net net) {
        Program program = net.program();
        ModelState state = program.start(org.recurve.api.random.Stream.of(7));
        Batch batch = net.batch(3, 11, false);
        try (Session session = new Session(program, 19, org.recurve.api.random.Stream.of(1), 1)) {
            Definitions definitions = Definitions.at(NumberPrecision.FLOAT, state, batch);
            List<LayerActivations> layers = session.layers(state, batch);
            var parts = LayerActivations.visits(program.model(false)).toList();
            assertEquals(parts.size(), layers.size());
            for (int i = 0; i < layers.size(); i++) {
                assertEquals(parts.get(i).name(), layers.get(i).layer());
                assertArrayEquals(
                        bits(definitions.value(parts.get(i).result())[0]),
                        layers.get(i).values());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("nets")
    void productsHaveTheBitsOfTheirDefinitions(Nets.Net net) {
        Program program = net.program();
        ModelState state = program.start(org.recurve.api.random.Stream.of(7));
        Batch batch = net.batch(19, 11, true);
        float[] v = new float[state.theta().size()];
        for (int i = 0; i < v.length; i++) {
            v[i] = (float) org.recurve.api.random.Stream.of(5).normal(i);
        }
        Vector direction = VectorFactory.of(state.theta().segments(), v);
        try (Session session = new Session(program, 19, org.recurve.api.random.Stream.of(1), 1)) {
            var objective = session.objective(state, batch, START, List.of());
            Definitions definitions =
                    Definitions.at(NumberPrecision.FLOAT, state, batch).along(Definitions.doubles(v));
            ModelGraphs graphs = program.model(true);
            assertArrayEquals(
                    bits(definitions.all(graphs.hessian())),
                    objective.hessian(direction).toArray());
            assertArrayEquals(
                    bits(definitions.all(graphs.gaussNewton())),
                    objective.gaussNewton(direction).toArray());
        }
    }

    @ParameterizedTest
    @MethodSource("nets")
    void gradientAgreesWithFiniteDifferencesInDouble(Nets.Net net) {
        Program program = net.program();
        ModelState state = program.start(org.recurve.api.random.Stream.of(7));
        Batch batch = net.batch(5, 11, true);
        ModelGraphs graphs = program.model(true);
        Definitions at = Definitions.at(NumberPrecision.DOUBLE, state, batch);
        double[] gradient = at.all(graphs.gradient());
        Node loss = graphs.loss();
        for (int i = 0; i < gradient.length; i++) {
            double h = 1e-5;
            double[] plus = at.theta().clone();
            double[] minus = at.theta().clone();
            plus[i] += h;
            minus[i] -= h;
            double difference = (at.at(plus).value(loss)[0][0] - at.at(minus).value(loss)[0][0]) / (2 * h);
            assertEquals(difference, gradient[i], 1e-7 * (1 + Math.abs(difference)), "element " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("nets")
    void hessianProductAgreesWithDifferencesOfGradientsInDouble(Nets.Net net) {
        Program program = net.program();
        ModelState state = program.start(org.recurve.api.random.Stream.of(7));
        Batch batch = net.batch(4, 11, true);
        ModelGraphs graphs = program.model(true);
        Definitions at = Definitions.at(NumberPrecision.DOUBLE, state, batch);
        double[] v = new double[at.theta().length];
        java.util.Arrays.setAll(v, i -> org.recurve.api.random.Stream.of(5).normal(i));
        double[] product = at.along(v).all(graphs.hessian());
        double h = 1e-5;
        double[] plus = at.theta().clone();
        double[] minus = at.theta().clone();
        for (int i = 0; i < v.length; i++) {
            plus[i] += h * v[i];
            minus[i] -= h * v[i];
        }
        List<Node> gradient = graphs.gradient();
        double[] up = at.at(plus).all(gradient);
        double[] down = at.at(minus).all(gradient);
        for (int i = 0; i < v.length; i++) {
            double difference = (up[i] - down[i]) / (2 * h);
            assertEquals(difference, product[i], 1e-6 * (1 + Math.abs(difference)), "element " + i);
        }
    }

    @Test
    void gaussNewtonIsTheExplicitMatrixOfASmallNet() {
        Nets.Net net = Nets.regression();
        Program program = net.program();
        ModelState state = program.start(org.recurve.api.random.Stream.of(7));
        Batch batch = net.batch(6, 11, true);
        ModelGraphs graphs = program.model(true);
        Definitions at = Definitions.at(NumberPrecision.DOUBLE, state, batch);
        int n = at.theta().length;
        double[][][] jacobian = new double[n][][];
        for (int i = 0; i < n; i++) {
            double h = 1e-6;
            double[] plus = at.theta().clone();
            double[] minus = at.theta().clone();
            plus[i] += h;
            minus[i] -= h;
            double[][] up = at.at(plus).value(graphs.output());
            double[][] down = at.at(minus).value(graphs.output());
            for (int e = 0; e < up.length; e++) {
                for (int o = 0; o < up[e].length; o++) {
                    up[e][o] = (up[e][o] - down[e][o]) / (2 * h);
                }
            }
            jacobian[i] = up;
        }
        for (int j = 0; j < n; j++) {
            double[] unit = new double[n];
            unit[j] = 1;
            double[] column = at.along(unit).all(graphs.gaussNewton());
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int e = 0; e < 6; e++) {
                    for (int o = 0; o < 2; o++) {
                        sum += jacobian[i][e][o]
                                * jacobian[j][e][o]; // the loss's Hessian is the identity: mean of 2 squares
                    }
                }
                assertEquals(sum / 6, column[i], 1e-7);
            }
        }
    }
}
