package org.recurve.recurrence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.recurve.api.data.Field;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Part;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;

/** A sequence read in chunks, each beginning with what the one before left, gives the bits of the sequence read at once. */
class CarriedStateTest {
    private static final int STEPS = 12;
    private static final int FEATURES = 2;
    private static final Stream RANDOM = Stream.of(5);
    private static final Spec<Cell<?, ?>> LSTM = new Spec<>(new LstmCell(), Specs.lstm(3));

    /** The layers that carry something. */
    enum Topology {
        ELMAN(recurrent(new Spec<>(new ElmanCell(), Specs.elman(2)))),
        STACKED(recurrent(new Spec<>(new StackedCell(), new StackedCell.Config(List.of(LSTM, LSTM), true)))),
        ZONEOUT(recurrent(new Spec<>(new ZoneoutCell(), new ZoneoutCell.Config(LSTM, List.of(0.5))))),
        WINDOWED(new Spec<>(new WindowedReadout(), new WindowedReadout.Config(2, 4, 0.5, Specs.NORMAL))),
        TAUGHT(outputs(0)),
        SAMPLED(outputs(0.5)),
        FREE(outputs(1));

        private final Spec<Layer<?>> layer;

        Topology(Spec<Layer<?>> layer) {
            this.layer = layer;
        }

        private static Spec<Layer<?>> recurrent(Spec<Cell<?, ?>> cell) {
            return new Spec<>(new Recurrent(), new Recurrent.Config(cell, Recurrent.Output.ALL));
        }

        private static Spec<Layer<?>> outputs(double own) {
            return new Spec<>(
                    new OutputToHidden(), new OutputToHidden.Config(LSTM, 2, own, OutputToHidden.Feedback.VALUES));
        }
    }

    /** Any output will do. */
    @Plugin(id = "any", summary = "the sum")
    static final class Any implements Loss<NoConfig> {
        @Override
        public Value loss(NoConfig config, Scope scope, Value output, Value target) {
            return output.sum();
        }
    }

    private static float[] numbers(String name, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) RANDOM.in(name).normal(i);
        }
        return values;
    }

    /** The outputs of all steps, read {@code chunk} steps at a time. */
    private static float[] read(Topology topology, int chunk, boolean training) {
        List<Field> fields =
                List.of(new Field(Field.INPUT, Shape.of(chunk, FEATURES)), new Field(Field.TARGET, Shape.of(chunk, 2)));
        Layers model = new Layers(List.of(new Part("subject", topology.layer)));
        Spec<Loss<?>> loss = new Spec<>(new Any(), new NoConfig());
        Program program = Program.trace(model, loss, fields, chunk < STEPS, List.of());
        ModelState state = program.start(RANDOM.in("start"));
        Vector carried = program.carried(1);
        float[] all = new float[STEPS * program.output().dim(1)];
        try (Session session = new Session(program, 1, RANDOM, 1)) {
            for (int from = 0; from < STEPS; from += chunk) {
                Map<String, float[]> now = new HashMap<>();
                for (Field field : fields) {
                    float[] whole = numbers(field.name(), STEPS * 2);
                    now.put(field.name(), Arrays.copyOfRange(whole, from * 2, (from + chunk) * 2));
                }
                Optional<Batch.CarriedChunk> goesOn =
                        chunk < STEPS ? Optional.of(new Batch.CarriedChunk(carried, new int[1])) : Optional.empty();
                float[] outputs = session.evaluate(state, new Batch(1, now, new long[1], training, 0, goesOn))
                        .outputs();
                System.arraycopy(outputs, 0, all, all.length / STEPS * from, all.length / STEPS * chunk);
                carried = chunk < STEPS ? session.left() : carried;
            }
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void chunksGiveTheBitsOfTheWhole(Topology topology) {
        float[] whole = read(topology, STEPS, false);
        for (int chunk : new int[] {1, 2, 3, 6}) {
            assertArrayEquals(whole, read(topology, chunk, false), () -> "in chunks of " + chunk);
        }
    }

    /** A teacher's word of the step before comes from the chunk before. */
    @Test
    void teachingGoesOnFromChunkToChunk() {
        float[] whole = read(Topology.TAUGHT, STEPS, true);
        assertArrayEquals(whole, read(Topology.TAUGHT, 4, true));
        assertFalse(Arrays.equals(whole, read(Topology.TAUGHT, STEPS, false)), "evaluation hears no teacher");
    }
}
