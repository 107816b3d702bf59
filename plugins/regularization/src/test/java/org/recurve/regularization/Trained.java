package org.recurve.regularization;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Progress;
import org.recurve.api.random.Stream;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;
import org.recurve.testkit.Forward;

/** A layer as it works in training. */
record Trained(Program program, Shape input) {
    static <C extends Record> Trained of(Layer<C> layer, C config, int... input) {
        Shape shape = Shape.of(input);
        return new Trained(Forward.of(layer, config, shape).program(), shape);
    }

    /** The outputs of a batch of examples with the ids 0, 1, …, one after another. */
    float[] outputs(long step, float... inputs) {
        return outputs(program.start(Stream.of(1)), step, true, inputs);
    }

    float[] outputs(ModelState state, long step, boolean training, float... inputs) {
        int examples = inputs.length / input.size();
        try (Session session = new Session(program, examples, Stream.of(2), 1)) {
            float[] all = session.evaluate(state, batch(step, training, inputs)).outputs();
            return Arrays.copyOf(all, examples * program.output().size());
        }
    }

    /** The state after training steps that move no parameter. */
    ModelState after(int steps, float... inputs) {
        ModelState state = program.start(Stream.of(1));
        try (Session session = new Session(program, inputs.length / input.size(), Stream.of(2), 1)) {
            for (int step = 0; step < steps; step++) {
                Progress progress = new Progress(step, 0, steps, 1);
                session.objective(state, batch(step, true, inputs), progress, List.of())
                        .gradient();
                state = session.commit(state, state.theta());
            }
        }
        return state;
    }

    private Batch batch(long step, boolean training, float... inputs) {
        int examples = inputs.length / input.size();
        long[] ids = IntStream.range(0, examples).asLongStream().toArray();
        return new Batch(examples, Map.of(Field.INPUT, inputs, Field.TARGET, new float[examples]), ids, training, step);
    }
}
