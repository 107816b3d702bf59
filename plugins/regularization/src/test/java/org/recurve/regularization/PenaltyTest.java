package org.recurve.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Part;
import org.recurve.api.model.Regularizer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.model.Weights;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Progress;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.PenaltyTerm;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class PenaltyTest {
    private static final Spec<Regularizer<?>> SQUARES = new Spec<>(new L2Penalty(), new L2Penalty.Config(0.5));
    private static final Spec<Regularizer<?>> MAGNITUDES = new Spec<>(new L1Penalty(), new L1Penalty.Config(0.25));

    /** x + Σ w, with w = (3, −2, 0) to begin with. */
    @Plugin(id = "sum", summary = "x + Σ w")
    private static final class Sum implements Layer<NoConfig> {
        @Override
        public Value forward(NoConfig config, Scope scope, Value x) {
            Weights three = new Weights(Shape.of(3), 1, 1);
            return x.plus(scope.weight("w", Forward.given(3, -2, 0), three).sum());
        }
    }

    /** The output itself. */
    @Plugin(id = "itself", summary = "the output")
    private static final class Itself implements Loss<NoConfig> {
        @Override
        public Value loss(NoConfig config, Scope scope, Value output, Value target) {
            return output;
        }
    }

    private static Part part(String name, boolean frozen) {
        return new Part(name, new Spec<>(new Sum(), new NoConfig()), frozen, Optional.empty());
    }

    private static Program program(PenaltyTerm... terms) {
        Layers layers = new Layers(List.of(part("a", false), part("b", false), part("c", true)));
        List<Field> fields = List.of(new Field(Field.INPUT, Shape.SCALAR), new Field(Field.TARGET, Shape.SCALAR));
        return Program.trace(layers, new Spec<>(new Itself(), new NoConfig()), fields, false, List.of(terms));
    }

    private static PenaltyTerm penalty(Spec<Regularizer<?>> by, String... of) {
        return new PenaltyTerm(by, List.of(of));
    }

    /** The loss at an input of 10 in two examples, then its gradient by a.w and b.w. */
    private static float[] lossAndGradient(Program program) {
        Batch batch = new Batch(
                2, Map.of(Field.INPUT, new float[] {10, 10}, Field.TARGET, new float[2]), new long[] {0, 1}, true, 0);
        ModelState state = program.start(org.recurve.api.random.Stream.of(0));
        try (Session session = new Session(program, 2, org.recurve.api.random.Stream.of(0), 1)) {
            Objective objective = session.objective(state, batch, new Progress(0, 0, 1, 1), List.of());
            float[] gradient = objective.gradient().toArray();
            float[] all = new float[7];
            all[0] = (float) objective.loss();
            System.arraycopy(gradient, 0, all, 1, 6);
            return all;
        }
    }

    @Test
    void termsAreAddedOnceForABatch() {
        assertArrayEquals(new float[] {13, 1, 1, 1, 1, 1, 1}, lossAndGradient(program()));
        assertArrayEquals(
                new float[] {13 + 6.5f, 1, 1, 1, 4, -1, 1}, lossAndGradient(program(penalty(SQUARES, "b.w"))));
        assertArrayEquals(
                new float[] {13 + 1.25f, 1.25f, 0.75f, 1, 1, 1, 1},
                lossAndGradient(program(penalty(MAGNITUDES, "a.w"))));
    }

    @Test
    void starsChooseTrainedParametersAndPenaltiesAddUp() {
        assertArrayEquals(
                new float[] {13 + 13 + 1.25f, 4.25f, -1.25f, 1, 4, -1, 1},
                lossAndGradient(program(penalty(SQUARES, "*.w"), penalty(MAGNITUDES, "a*"))));
        assertArrayEquals(
                lossAndGradient(program(penalty(SQUARES, "*"))),
                lossAndGradient(program(penalty(SQUARES, "a.w", "b.w", "*.w"))));
    }

    @Test
    void evaluationKnowsNoPenalty() {
        Program program = program(penalty(SQUARES, "*"));
        Batch batch =
                new Batch(1, Map.of(Field.INPUT, new float[] {10}, Field.TARGET, new float[1]), new long[1], false, 0);
        try (Session session = new Session(program, 1, org.recurve.api.random.Stream.of(0), 1)) {
            var found = session.evaluate(program.start(org.recurve.api.random.Stream.of(0)), batch);
            assertEquals(13, found.losses()[0]);
        }
    }

    @Test
    void aNameThatFitsNothingIsAnError() {
        for (String wrong : List.of("conv1.w", "c.w", "w", "a-w")) {
            InvalidSetting error = assertThrows(InvalidSetting.class, () -> program(penalty(SQUARES, "*.w", wrong)));
            assertEquals(
                    "train.penalty: no trained parameter is named \"" + wrong + "\"; there are: a.w, b.w",
                    error.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> penalty(SQUARES));
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        return Stream.of(
                        Contract.regularizer(new L1Penalty(), new L1Penalty.Config(0.3)),
                        Contract.regularizer(new L2Penalty(), new L2Penalty.Config(0.3)))
                .flatMap(Contract::tests);
    }
}
