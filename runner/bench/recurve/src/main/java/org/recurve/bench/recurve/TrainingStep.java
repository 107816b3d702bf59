package org.recurve.bench.recurve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.recurve.api.data.Field;
import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.bench.work.ConvStep;
import org.recurve.compute.Batch;
import org.recurve.compute.Session;
import org.recurve.compute.State;
import org.recurve.optimization.optimizer.Sgd;
import org.recurve.optimization.schedule.Constant;

/** A step of training on one resident batch, as the engine takes it: gradient and its norm, optimizer, commit. */
final class TrainingStep implements Runnable {
    private static final Sgd SGD = new Sgd();
    private static final Sgd.Config RATES =
            new Sgd.Config(new Spec<>(new Constant(), new Constant.Config(ConvStep.RATE)), ConvStep.MOMENTUM, false, 0);
    private static final Progress START = new Progress(0, 0, 1, 1);

    private final Session session;
    private final Batch batch;
    private State state;
    private Sgd.State memory;

    private TrainingStep(Session session, Batch batch, State state) {
        this.session = session;
        this.batch = batch;
        this.state = state;
        this.memory = SGD.start(RATES, state.theta());
    }

    static TrainingStep of(Models.Model model, int examples) {
        Stream random = Stream.of(1);
        float[] input = new float[examples * model.input().size()];
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) random.in("input").normal(i);
        }
        float[] target = new float[examples];
        long[] ids = new long[examples];
        for (int i = 0; i < examples; i++) {
            target[i] = random.in("target").below(i, model.classes());
            ids[i] = i;
        }
        Batch batch = new Batch(examples, Map.of(Field.INPUT, input, Field.TARGET, target), ids, true, 0);
        State start = model.program().start(random);
        return new TrainingStep(new Session(model.program(), examples, random, 1), batch, start);
    }

    @Override
    public void run() {
        var objective = session.objective(state, batch, START, List.of());
        Move<Sgd.State> move = SGD.step(RATES, memory, objective);
        List<Vector> settled = new ArrayList<>(List.of(move.theta()));
        move.state().velocity().ifPresent(settled::add);
        session.settle(settled);
        memory = move.state();
        state = session.commit(state, move.theta());
    }
}
