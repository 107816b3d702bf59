package org.recurve.recurrence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.recurve.api.data.Field;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Part;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.optimize.Progress;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;

/** What layers inside each-step declare belongs to the sequence as a whole. */
class EachStepTest {
    private static final Stream RANDOM = Stream.of(3);

    /** What a layer may declare. */
    enum Kind {
        BUFFER,
        PENALTY,
        RECORD,
        TAP,
        CARRIED
    }

    /** Gives its input, and declares something. */
    @Plugin(id = "declaring", summary = "declares something")
    public static final class Declaring implements Activation<Declaring.Config> {
        public record Config(Kind kind) {}

        @Override
        public Value apply(Config config, Value x) {
            return x;
        }

        @Override
        public Value forward(Config config, Scope scope, Value x) {
            switch (config.kind()) {
                case BUFFER -> {
                    scope.buffer("mean", 0, x.shape().toArray());
                    if (scope.training()) {
                        scope.update("mean", x.batchMean());
                    }
                }
                case PENALTY -> scope.penalty("sum", x.sum());
                case RECORD -> scope.record("seen", x);
                case TAP -> {
                    return x.plus(scope.tap("arrives", x.shape().toArray()));
                }
                case CARRIED -> scope.carry("last", scope.carried("last").plus(1));
            }
            return x;
        }
    }

    /** No output costs anything. */
    @Plugin(id = "free", summary = "0")
    static final class Free implements Loss<NoConfig> {
        @Override
        public Value loss(NoConfig config, Scope scope, Value output, Value target) {
            return output.sum().times(0);
        }
    }

    private static Spec<Layer<?>> declaring(Kind kind) {
        return new Spec<>(new Declaring(), new Declaring.Config(kind));
    }

    private static Spec<Layer<?>> eachStep(Kind kind) {
        return new Spec<>(new EachStep(), new EachStep.Config(new Layers(List.of(new Part("inner", declaring(kind))))));
    }

    private static Program program(Spec<Layer<?>> layer, int room) {
        List<Field> fields = List.of(
                new Field(Field.INPUT, Shape.of(room, 1)),
                new Field(Field.TARGET, Shape.SCALAR),
                new Field(Field.LENGTH, Shape.SCALAR));
        Layers model = new Layers(List.of(new Part("subject", layer)));
        return Program.trace(model, new Spec<Loss<?>>(new Free(), new NoConfig()), fields);
    }

    /** Sequences (1, 3) and (8), with something that is no number behind their ends. */
    private static Batch batch(int room) {
        float[] x = new float[2 * room];
        java.util.Arrays.fill(x, Float.NaN);
        x[0] = 1;
        x[1] = 3;
        x[room] = 8;
        Map<String, float[]> fields =
                Map.of(Field.INPUT, x, Field.TARGET, new float[2], Field.LENGTH, new float[] {2, 1});
        return new Batch(2, fields, new long[] {0, 1}, true, 0);
    }

    private static double loss(Kind kind, int room) {
        Program program = program(eachStep(kind), room);
        try (Session session = new Session(program, 2, RANDOM, 1)) {
            return session.objective(program.start(RANDOM), batch(room), new Progress(0, 0, 1, 1), List.of())
                    .loss();
        }
    }

    /** (1 + 3 + 8) / 3: every true step counts as one. */
    @Test
    void statisticsAreOverTheExamplesAndTheirTrueSteps() {
        for (int room : new int[] {2, 8}) {
            Program program = program(eachStep(Kind.BUFFER), room);
            try (Session session = new Session(program, 2, RANDOM, 1)) {
                ModelState state = program.start(RANDOM);
                session.objective(state, batch(room), new Progress(0, 0, 1, 1), List.of())
                        .gradient();
                ModelState after = session.commit(state, state.theta());
                assertEquals(4, after.buffers().norm());
            }
        }
    }

    /** ((1 + 3) + 8) / 2: a sum over the true steps of each example, its mean over the examples. */
    @Test
    void aPenaltyIsTheSumOverTheTrueSteps() {
        assertEquals(6, loss(Kind.PENALTY, 2));
        assertEquals(6, loss(Kind.PENALTY, 8));
    }

    @Test
    void whatIsOnlyWatchedChangesNothing() {
        for (Kind kind : List.of(Kind.RECORD, Kind.TAP)) {
            Program program = program(eachStep(kind), 3);
            try (Session session = new Session(program, 2, RANDOM, 1)) {
                float[] outputs =
                        session.evaluate(program.start(RANDOM), batch(3)).outputs();
                assertArrayEquals(new float[] {1, 3, 0, 8, 0, 0}, java.util.Arrays.copyOf(outputs, 6));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aStepOfARecurrenceCannotDeclareIt(Kind kind) {
        Spec<Cell<?, ?>> cell =
                new Spec<>(new ElmanCell(), new ElmanCell.Config(2, activation(kind), Specs.NORMAL, Specs.NORMAL));
        Spec<Layer<?>> recurrent = new Spec<>(new Recurrent(), new Recurrent.Config(cell, Recurrent.Output.ALL));
        InvalidSetting refused = assertThrows(InvalidSetting.class, () -> program(recurrent, 3));
        assertTrue(
                refused.getMessage().startsWith("subject.cell.activation (declaring, input of shape 2): the "),
                refused.getMessage());
        assertTrue(refused.getMessage().contains("\"subject.cell.activation."), refused.getMessage());
        assertTrue(refused.getMessage().contains("in each-step"), refused.getMessage());
    }

    @SuppressWarnings("unchecked") // Declaring is an activation
    private static Spec<Activation<?>> activation(Kind kind) {
        return (Spec<Activation<?>>) (Spec<?>) declaring(kind);
    }

    @Test
    void stateIsCarriedByNoStep() {
        InvalidSetting refused = assertThrows(InvalidSetting.class, () -> program(eachStep(Kind.CARRIED), 3));
        assertTrue(refused.getMessage().contains("carry state outside each-step"), refused.getMessage());
    }
}
