package org.recurve.recurrence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.data.Field;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Part;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.model.Weights;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Progress;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;
import org.recurve.testkit.Contract;

class GradientNormRegularizerTest {
    private static final float W = 0.7f;
    private static final float U = 0.4f;
    private static final Spec<Initializer<?>> OUT = new Spec<>(new All(), new All.Config(0.3f));

    /** Every element the same, but of opposite signs in turn, so that classes differ. */
    @Plugin(id = "all", summary = "±value in turn")
    static final class All implements Initializer<All.Config> {
        record Config(float value) {}

        @Override
        public float[] draw(Config config, Weights of, org.recurve.api.random.Stream random) {
            float[] values = new float[of.shape().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = i % 2 == 0 ? config.value() : -config.value();
            }
            return values;
        }
    }

    @Plugin(id = "cross-entropy", summary = "-log softmax")
    static final class CrossEntropy implements Loss<NoConfig> {
        @Override
        public Value loss(NoConfig config, Scope scope, Value output, Value target) {
            return output.logSoftmax(0).gather(target).negate();
        }
    }

    private static Spec<Initializer<?>> value(float value) {
        return new Spec<>(new All(), new All.Config(value));
    }

    /** The loss and the gradient by U, V, W, b, c of one unit on three steps; parameters lie in the order of their names. */
    private record Found(double loss, float[] gradient) {
        static Found with(double strength) {
            GradientNormRegularizer.Config config =
                    new GradientNormRegularizer.Config(1, 2, strength, value(U), value(W), OUT);
            Layers layers = new Layers(List.of(new Part("held1", new Spec<>(new GradientNormRegularizer(), config))));
            List<Field> fields = List.of(new Field(Field.INPUT, Shape.of(3, 1)), new Field(Field.TARGET, Shape.SCALAR));
            Program program = Program.trace(layers, new Spec<>(new CrossEntropy(), new NoConfig()), fields);
            org.recurve.api.random.Stream random = org.recurve.api.random.Stream.of(1);
            Batch batch = new Batch(
                    1,
                    Map.of(Field.INPUT, new float[] {0.5f, -1, 2}, Field.TARGET, new float[] {1}),
                    new long[] {0},
                    true,
                    0);
            try (Session session = new Session(program, 1, random, 1)) {
                Objective at = session.objective(program.start(random), batch, new Progress(0, 0, 1, 1), List.of());
                return new Found(at.loss(), at.gradient().toArray());
            }
        }
    }

    /**
     * With one unit δ cancels: the ratios are {@code (w (1 − h²))²}, and {@code ∂Ω/∂w} is the mean of
     * {@code 4 (ratio − 1) ratio / w} with h held; of two steps, for the third has no successor.
     */
    @Test
    void theRegularizerIsThatOfItsFormulaAndPullsAtTheRecurrentMatrixAlone() {
        double omega = 0;
        double slope = 0;
        double h = 0;
        for (double x : new double[] {0.5, -1}) {
            h = StrictMath.tanh(U * x + W * h);
            double ratio = W * (1 - h * h) * W * (1 - h * h);
            omega += (ratio - 1) * (ratio - 1) / 2;
            slope += 4 * (ratio - 1) * ratio / W / 2;
        }
        Found plain = Found.with(0);
        Found held = Found.with(4);
        assertEquals(4 * omega, held.loss() - plain.loss(), 1e-5);
        List<String> names = List.of("U", "V1", "V2", "W", "b", "c1", "c2");
        for (int i = 0; i < names.size(); i++) {
            double expected = names.get(i).equals("W") ? 4 * slope : 0;
            assertEquals(expected, held.gradient()[i] - plain.gradient()[i], 1e-5, names.get(i));
        }
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        GradientNormRegularizer.Config config =
                new GradientNormRegularizer.Config(3, 2, 0, value(0.2f), value(0.3f), OUT);
        return Contract.layer(new GradientNormRegularizer(), config, 4, 2).tests();
    }
}
