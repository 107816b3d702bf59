package org.recurve.recurrence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.api.data.Field;
import org.recurve.api.model.Cell;
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
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;

/** Sequences of many lengths in one batch, and steps that need not wait for each other. */
class TogetherTest {
    private static final int LONGEST = 9;
    private static final int EXAMPLES = 19;
    private static final org.recurve.api.random.Stream RANDOM = org.recurve.api.random.Stream.of(11);
    private static final Spec<Cell<?, ?>> LSTM = new Spec<>(new LstmCell(), Specs.lstm(3));
    private static final Spec<Cell<?, ?>> FEEDFORWARD =
            new Spec<>(new FeedforwardCell(), new FeedforwardCell.Config(3, Specs.TANH, Specs.NORMAL));

    /** Any output will do. */
    @Plugin(id = "any", summary = "the sum")
    static final class Any implements Loss<NoConfig> {
        @Override
        public Value loss(NoConfig config, Scope scope, Value output, Value target) {
            return output.sum();
        }
    }

    private static Spec<Layer<?>> taught(Spec<Cell<?, ?>> cell, double own) {
        return new Spec<>(
                new OutputToHidden(), new OutputToHidden.Config(cell, 1, own, OutputToHidden.Feedback.VALUES));
    }

    static Stream<Spec<Layer<?>>> topologies() {
        return Stream.of(
                new Spec<>(new Recurrent(), new Recurrent.Config(LSTM, Recurrent.Output.ALL)),
                new Spec<>(new Bidirectional(), new Bidirectional.Config(LSTM, Optional.empty(), Recurrent.Output.ALL)),
                new Spec<>(new SelfAttention(), new SelfAttention.Config(2, Optional.of(4), false, Specs.NORMAL)),
                new Spec<>(new SelfAttention(), new SelfAttention.Config(1, Optional.of(2), true, Specs.NORMAL)),
                new Spec<>(new WindowedReadout(), new WindowedReadout.Config(2, 3, 0.5, Specs.NORMAL)),
                taught(LSTM, 1));
    }

    private static Program program(Spec<Layer<?>> layer, List<Field> fields) {
        Layers model = new Layers(List.of(new Part("subject", layer)));
        return Program.trace(model, new Spec<Loss<?>>(new Any(), new NoConfig()), fields);
    }

    private static List<Field> fields(int steps) {
        return List.of(new Field(Field.INPUT, Shape.of(steps, 1)), new Field(Field.TARGET, Shape.of(steps, 1)));
    }

    private static int length(int example) {
        return 1 + example * 4 % LONGEST;
    }

    private static float[] sequence(int example, int steps) {
        float[] values = new float[steps];
        for (int step = 0; step < steps; step++) {
            values[step] = (float) RANDOM.in(example).normal(step);
        }
        return values;
    }

    private static float[] outputs(Program program, int examples, Map<String, float[]> fields) {
        try (Session session = new Session(program, examples, RANDOM, 1)) {
            Batch batch = new Batch(examples, fields, new long[examples], false, 0);
            return session.evaluate(program.start(RANDOM), batch).outputs().clone();
        }
    }

    @ParameterizedTest
    @MethodSource("topologies")
    void eachSequenceOfABatchGivesTheBitsItGivesAlone(Spec<Layer<?>> layer) {
        List<Field> padded = Stream.concat(fields(LONGEST).stream(), Stream.of(new Field(Field.LENGTH, Shape.SCALAR)))
                .toList();
        Map<String, float[]> all = new HashMap<>();
        all.put(Field.INPUT, new float[EXAMPLES * LONGEST]);
        all.put(Field.TARGET, new float[EXAMPLES * LONGEST]);
        all.put(Field.LENGTH, new float[EXAMPLES]);
        for (int example = 0; example < EXAMPLES; example++) {
            // What lies past the true length is no zero: nothing may look at it.
            System.arraycopy(sequence(example, LONGEST), 0, all.get(Field.INPUT), example * LONGEST, LONGEST);
            all.get(Field.LENGTH)[example] = length(example);
        }
        Program together = program(layer, padded);
        int width = together.output().dim(1);
        float[] outputs = outputs(together, EXAMPLES, all);
        for (int example = 0; example < EXAMPLES; example++) {
            int length = length(example);
            Map<String, float[]> one = Map.of(Field.INPUT, sequence(example, length), Field.TARGET, new float[length]);
            int from = example * LONGEST * width;
            assertArrayEquals(
                    outputs(program(layer, fields(length)), 1, one),
                    Arrays.copyOfRange(outputs, from, from + length * width),
                    "example " + example + " of length " + length);
        }
    }

    /** A teacher says what every step hears, so none waits for another, unless its cell remembers or it hears itself. */
    @Test
    void withATeacherAllStepsRunAtOnce() {
        assertEquals(0, program(taught(FEEDFORWARD, 0), fields(LONGEST)).loops());
        assertEquals(1, program(taught(FEEDFORWARD, 0.5), fields(LONGEST)).loops());
        assertEquals(1, program(taught(FEEDFORWARD, 1), fields(LONGEST)).loops());
        assertEquals(1, program(taught(LSTM, 0), fields(LONGEST)).loops());
    }
}
