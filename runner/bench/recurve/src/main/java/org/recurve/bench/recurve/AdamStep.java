package org.recurve.bench.recurve;

import java.util.List;
import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.compute.params.VectorFactory;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.session.Session;
import org.recurve.optimization.optimizer.Adam;
import org.recurve.optimization.schedule.Constant;
import org.recurve.testkit.FixedGradient;

/** Steps of Adam alone, along a gradient that is always the same. */
final class AdamStep implements Runnable {
    static final int PARAMETERS = 1_000_000;

    private static final Adam ADAM = new Adam();
    private static final Adam.Config CONFIG =
            new Adam.Config(new Spec<>(new Constant(), new Constant.Config(1e-3)), 0.9, 0.999, 1e-8, 0);

    private final Session session = new Session(Models.convolutional().program(), 1, Stream.of(1), 1);
    private final Vector gradient = vector();
    private ModelState state = new ModelState(
            vector(), VectorFactory.of(List.of(), new float[0]), VectorFactory.of(List.of(), new float[0]));
    private Adam.State memory = ADAM.start(CONFIG, state.theta());

    static Runnable ofAMillion() {
        return new AdamStep();
    }

    private static Vector vector() {
        float[] values = new float[PARAMETERS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Stream.of(1).normal(i);
        }
        return FixedGradient.vector(values);
    }

    @Override
    public void run() {
        Move<Adam.State> move = ADAM.step(CONFIG, memory, new FixedGradient(state.theta(), gradient));
        state = session.commit(
                state,
                move.theta(),
                List.of(move.state().mean(), move.state().square()),
                List.of(memory.mean(), memory.square(), state.theta()));
        memory = move.state();
    }
}
