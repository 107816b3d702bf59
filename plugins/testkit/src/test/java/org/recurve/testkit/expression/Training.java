package org.recurve.testkit.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Part;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Progress;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;

/** A layer trained on one batch of random numbers, by steps against the gradient. */
final class Training implements AutoCloseable {
    private static final Stream RANDOM = Stream.of(0).in("expression");

    private final int examples;
    private final Map<String, float[]> fields;
    private final Session session;
    private ModelState state;

    /** The mean of {@code (output − target)²}. */
    @Plugin(id = "distance", summary = "the mean squared distance")
    static final class Distance implements Loss<NoConfig> {
        @Override
        public Value loss(NoConfig config, Scope scope, Value output, Value target) {
            return output.flatten().minus(target.flatten()).square().mean();
        }
    }

    <C extends Record> Training(Layer<C> layer, C config, int examples, Field... fields) {
        Spec<Loss<?>> loss = new Spec<>(new Distance(), new NoConfig());
        Layers model = new Layers(List.of(new Part("subject", new Spec<>(layer, config))));
        Program program = Program.trace(model, loss, List.of(fields));
        this.examples = examples;
        this.fields = new HashMap<>();
        for (Field field : fields) {
            this.fields.put(
                    field.name(), normal(field.name(), examples * field.shape().size()));
        }
        this.session = new Session(program, examples, RANDOM, 1);
        this.state = program.start(RANDOM);
    }

    static float[] normal(String name, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) RANDOM.in(name).normal(i);
        }
        return values;
    }

    ModelState state() {
        return state;
    }

    /** Other numbers in a field. */
    void set(String field, float[] values) {
        fields.put(field, values);
    }

    private Batch batch(boolean training) {
        long[] ids = LongStream.range(0, examples).toArray();
        return new Batch(examples, fields, ids, training, 0);
    }

    Objective objective() {
        return session.objective(state, batch(true), new Progress(0, 0, 1, 1), List.of());
    }

    /** Steps against the gradient; the loss before the last of them. */
    double train(int steps, double rate) {
        double loss = Double.NaN;
        for (int step = 0; step < steps; step++) {
            Objective objective = objective();
            loss = objective.loss();
            state = session.commit(
                    state, objective.theta().minus(objective.gradient().times(rate)));
        }
        return loss;
    }

    /** Steps of an optimizer; the loss after the last of them. */
    <C extends Record, S extends Record> double train(Optimizer<C, S> optimizer, C config, int steps) {
        S memory = optimizer.start(config, state.theta());
        for (int step = 0; step < steps; step++) {
            Move<S> move = optimizer.step(config, memory, objective());
            state = session.commit(state, move.theta());
            memory = move.state();
        }
        return objective().loss();
    }

    float[] outputs(boolean training) {
        return session.evaluate(state, batch(training)).outputs().clone();
    }

    @Override
    public void close() {
        session.close();
    }
}
