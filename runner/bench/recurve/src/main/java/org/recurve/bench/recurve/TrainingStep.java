package org.recurve.bench.recurve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.recurve.api.data.Field;
import org.recurve.api.optimize.Clipper;
import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.bench.workload.ConvStep;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;
import org.recurve.engine.identity.Sha256Digest;
import org.recurve.optimization.clipper.ClipByNorm;
import org.recurve.optimization.clipper.Group;
import org.recurve.optimization.optimizer.Sgd;
import org.recurve.optimization.schedule.Constant;
import org.recurve.testkit.FixedGradient;

/** A step of training on one resident batch, as the engine takes it: gradient and its norm, optimizer, commit. */
final class TrainingStep implements Runnable {
    private static final Sgd SGD = new Sgd();
    private static final Sgd.Config RATES =
            new Sgd.Config(new Spec<>(new Constant(), new Constant.Config(ConvStep.RATE)), ConvStep.MOMENTUM, false, 0);
    private static final Progress START = new Progress(0, 0, 1, 1);
    private static final ClipByNorm.Config THRESHOLD = new ClipByNorm.Config(0.01, Group.ALL);
    private static final Spec<Clipper<?>> CLIP = new Spec<>(new ClipByNorm(), THRESHOLD);

    private final Session session;
    private final Batch batch;
    private final List<Spec<Clipper<?>>> clippers;
    private ModelState state;
    private Sgd.State memory;
    private final Vector gradient;
    private List<Vector> last = List.of();

    private TrainingStep(Session session, Batch batch, ModelState state, List<Spec<Clipper<?>>> clippers) {
        this.session = session;
        this.batch = batch;
        this.clippers = clippers;
        this.state = state;
        this.memory = SGD.start(RATES, state.theta());
        this.gradient = objective(List.of()).gradient();
    }

    static TrainingStep of(Models.Model model, int examples) {
        return of(model, examples, List.of());
    }

    /** With a gradient that is clipped at every step. */
    static TrainingStep clipped(Models.Model model, int examples) {
        return of(model, examples, List.of(CLIP));
    }

    /** On sequences that all end at this step. */
    static TrainingStep ended(Models.Model model, int examples, int length) {
        float[] lengths = new float[examples];
        Arrays.fill(lengths, length);
        return of(model, examples, List.of(), Map.of(Field.LENGTH, lengths));
    }

    private static TrainingStep of(Models.Model model, int examples, List<Spec<Clipper<?>>> clippers) {
        return of(model, examples, clippers, Map.of());
    }

    private static TrainingStep of(
            Models.Model model, int examples, List<Spec<Clipper<?>>> clippers, Map<String, float[]> more) {
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
        Map<String, float[]> fields = new HashMap<>(more);
        fields.put(Field.INPUT, input);
        fields.put(Field.TARGET, target);
        Batch batch = new Batch(examples, fields, ids, true, 0);
        ModelState start = model.program().start(random);
        return new TrainingStep(new Session(model.program(), examples, random, 1), batch, start, clippers);
    }

    private Objective objective(List<Spec<Clipper<?>>> with) {
        return session.objective(state, batch, START, with);
    }

    @Override
    public void run() {
        Objective objective = objective(clippers);
        move(objective, List.of());
        objective.gradient().norm();
    }

    /** @param more what is kept until the next step beside the optimizer's memory */
    private void move(Objective objective, List<Vector> more) {
        Move<Sgd.State> move = SGD.step(RATES, memory, objective);
        List<Vector> spent = new ArrayList<>(List.of(memory.velocity().orElseThrow(), state.theta()));
        spent.addAll(last);
        last = more;
        memory = move.state();
        List<Vector> kept = new ArrayList<>(more);
        kept.add(memory.velocity().orElseThrow());
        state = session.commit(state, move.theta(), kept, spent);
    }

    /** The gradient alone. */
    void gradient() {
        objective(List.of()).gradient();
    }

    /** The product of the Gauss-Newton matrix with a vector alone. */
    void gaussNewton() {
        objective(List.of()).gaussNewton(gradient);
    }

    /** Norm, clipping, norm of what is left, optimizer and commit: all of a step but its gradient. */
    void update() {
        gradient.norm();
        Vector clipped = new ClipByNorm().clip(THRESHOLD, state.theta(), gradient);
        move(new FixedGradient(state.theta(), clipped), List.of(clipped));
        clipped.norm();
    }

    /** What an epoch's digest is taken over. */
    void digest() {
        Sha256Digest hash = new Sha256Digest();
        for (Vector vector : List.of(state.theta(), memory.velocity().orElseThrow())) {
            hash.add(vector.toArray(), 0, vector.size());
        }
        hash.finish();
    }
}
