package org.recurve.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Part;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.optimize.Progress;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;
import org.recurve.regularization.SparsityPenalty.Cost;
import org.recurve.testkit.Contract;

class SparsityPenaltyTest {
    /** Nothing, so that the loss is what activity costs. */
    @Plugin(id = "nothing", summary = "0")
    private static final class Nothing implements Loss<NoConfig> {
        @Override
        public Value loss(NoConfig config, Scope scope, Value output, Value target) {
            return output.sum().times(0);
        }
    }

    /** The cost of two units' activities in two examples. */
    private static double cost(Cost by, double weight, float... activities) {
        Spec<org.recurve.api.model.Layer<?>> layer =
                new Spec<>(new SparsityPenalty(), new SparsityPenalty.Config(weight, by, 0.1));
        List<Field> fields = List.of(new Field(Field.INPUT, Shape.of(2)), new Field(Field.TARGET, Shape.SCALAR));
        Program program = Program.trace(
                new Layers(List.of(new Part("sparse", layer))), new Spec<>(new Nothing(), new NoConfig()), fields);
        Batch batch =
                new Batch(2, Map.of(Field.INPUT, activities, Field.TARGET, new float[2]), new long[] {0, 1}, true, 0);
        var zero = org.recurve.api.random.Stream.of(0);
        try (Session session = new Session(program, 2, zero, 1)) {
            return session.objective(program.start(zero), batch, new Progress(0, 0, 1, 1), List.of())
                    .loss();
        }
    }

    @Test
    void l1IsTheMeanOverExamplesOfTheSumOverUnits() {
        assertEquals(0.5 * (3 + 1) / 2, cost(Cost.L1, 0.5, 1, -2, 0, 1), 1e-6);
    }

    @Test
    void klIsZeroAtItsActivityAndElsewhereTheDivergence() {
        assertEquals(0, cost(Cost.KL, 3, 0.2f, 0.1f, 0, 0.1f), 1e-6);
        // 0.1 ln(0.1 / 0.5) + 0.9 ln(0.9 / 0.5) = 0.368064 for each of both units
        assertEquals(3 * 2 * 0.368064, cost(Cost.KL, 3, 1, 0.5f, 0, 0.5f), 1e-5);
    }

    @Test
    void givesItsInput() {
        assertArrayEquals(
                new float[] {1, 2},
                Trained.of(new SparsityPenalty(), new SparsityPenalty.Config(1, Cost.L1, 0.1), 2)
                        .outputs(0, 1, 2));
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Stream.of(
                        Contract.layer(new SparsityPenalty(), new SparsityPenalty.Config(0.3, Cost.L1, 0.1), 4),
                        Contract.batchLayer(new SparsityPenalty(), new SparsityPenalty.Config(0.3, Cost.KL, 0.1), 4))
                .flatMap(Contract::tests);
    }
}
