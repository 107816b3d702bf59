package org.recurve.recurrence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Field;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Contraction;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Part;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.compute.inspect.StepGradientNorms;
import org.recurve.compute.program.Program;
import org.recurve.compute.reference.ReferenceProgram;
import org.recurve.compute.session.Batch;

/** Gradients that arrive at each step of an Elman net of one tanh unit, against the chain rule written out. */
class ArrivalTest {
    private static final int STEPS = 6;
    private static final double[] X = Exact.numbers("arrival", STEPS);

    /** The output itself. */
    @Plugin(id = "itself", summary = "the output")
    static final class Itself implements Loss<NoConfig> {
        @Override
        public Value loss(NoConfig config, Scope scope, Value output, Value target) {
            return output.sum();
        }
    }

    @Test
    void theNormsAreThoseOfTheChainRule() {
        Recurrent.Config config =
                new Recurrent.Config(new Spec<>(new ElmanCell(), Specs.elman(1)), Recurrent.Output.LAST);
        List<Field> fields = List.of(Exact.input(STEPS, 1), new Field(Field.TARGET, Shape.SCALAR));
        Program program = Program.watched(
                new Layers(List.of(new Part("recurrent1", new Spec<>(new Recurrent(), config)))),
                new Spec<Loss<?>>(new Itself(), new NoConfig()),
                fields,
                false);
        double b = 0.1;
        double u = 0.7;
        double w = -0.8;
        double[] theta = {u, w, b}; // ordered by name: U, W, b
        Batch like = new Batch(1, Map.of(), new long[1], true, 0);
        List<StepGradientNorms> normses = new ReferenceProgram(program, Stream.of(0))
                .arrivals(
                        like,
                        new ReferenceProgram.EvaluationPoint(
                                theta, Map.of(Field.INPUT, X, Field.TARGET, new double[1])));

        double[] h = new double[STEPS + 1];
        for (int t = 0; t < STEPS; t++) {
            h[t + 1] = StrictMath.tanh(b + u * X[t] + w * h[t]);
        }
        double[] state = new double[STEPS];
        double[] slope = new double[STEPS];
        double arriving = 1;
        for (int t = STEPS - 1; t >= 0; t--) {
            state[t] = Math.abs(arriving);
            slope[t] = Math.abs(arriving * (1 - h[t + 1] * h[t + 1]));
            arriving *= (1 - h[t + 1] * h[t + 1]) * w;
        }
        double[] byU = new double[STEPS];
        double[] byW = new double[STEPS];
        for (int t = 0; t < STEPS; t++) {
            byU[t] = slope[t] * Math.abs(X[t]);
            byW[t] = slope[t] * Math.abs(h[t]);
        }
        assertEquals(
                List.of("recurrent1.h", "recurrent1.cell.U", "recurrent1.cell.b", "recurrent1.cell.W"),
                normses.stream().map(StepGradientNorms::name).toList());
        assertArrayEquals(state, normses.get(0).norms(), 1e-12);
        assertArrayEquals(byU, normses.get(1).norms(), 1e-12);
        assertArrayEquals(slope, normses.get(2).norms(), 1e-12);
        assertArrayEquals(byW, normses.get(3).norms(), 1e-12);
        assertEquals(Map.of(), program.contractions(), "what is known of tanh is not known of the tests' squash");
    }

    /** What an activation of the same name knew was once known of no other. */
    @Plugin(id = "mine", summary = "tanh x")
    static final class Mine implements org.recurve.api.model.Activation<NoConfig> {
        @Override
        public Value apply(NoConfig config, Value x) {
            return x.tanh();
        }

        @Override
        public OptionalDouble slope(NoConfig config) {
            return OptionalDouble.of(1);
        }
    }

    private static final Spec<Cell<?, ?>> BOUNDED = new Spec<>(
            new ElmanCell(),
            new ElmanCell.Config(3, new Spec<>(new Mine(), new NoConfig()), Specs.NORMAL, Specs.NORMAL));

    private static Map<String, Contraction> bounds(Layer<?> layer, Record config) {
        List<Field> fields = List.of(Exact.input(STEPS, 3), new Field(Field.TARGET, Shape.SCALAR));
        Layers layers = new Layers(List.of(new Part("part", new Spec<>(layer, config))));
        return Program.watched(layers, new Spec<Loss<?>>(new Itself(), new NoConfig()), fields, false)
                .contractions();
    }

    @Test
    void anElmanCellKnowsItsBoundByWhatItsActivationSays() {
        assertEquals(
                Map.of("part.h", new Contraction("part.cell.W", 1)),
                bounds(new Recurrent(), new Recurrent.Config(BOUNDED, Recurrent.Output.LAST)));
    }

    @Test
    void eachHalfOfABidirectionalLayerHasItsBound() {
        assertEquals(
                Map.of(
                        "part.forward.h", new Contraction("part.forward.W", 1),
                        "part.backward.h", new Contraction("part.backward.W", 1)),
                bounds(new Bidirectional(), new Bidirectional.Config(BOUNDED, Optional.empty(), Recurrent.Output.ALL)));
    }

    @Test
    void aCellWhoseStateAnotherChangesHasNoBound() {
        Spec<Cell<?, ?>> zoneout = new Spec<>(new ZoneoutCell(), new ZoneoutCell.Config(BOUNDED, List.of(0.5)));
        assertEquals(Map.of(), bounds(new Recurrent(), new Recurrent.Config(zoneout, Recurrent.Output.LAST)));
        Spec<Cell<?, ?>> residual = new Spec<>(new ResidualCell(), new ResidualCell.Config(BOUNDED));
        assertEquals(
                Map.of("part.h", new Contraction("part.cell.cell.W", 1)),
                bounds(new Recurrent(), new Recurrent.Config(residual, Recurrent.Output.LAST)),
                "a residual connection leaves the state alone");
    }
}
