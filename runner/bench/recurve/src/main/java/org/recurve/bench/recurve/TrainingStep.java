package org.recurve.bench.recurve;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.recurve.api.optimize.Clipper;
import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.bench.workload.NetStep;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;
import org.recurve.engine.identity.Sha256Digest;
import org.recurve.optimization.clipper.ClipByNorm;
import org.recurve.optimization.clipper.Group;
import org.recurve.optimization.optimizer.Adam;
import org.recurve.optimization.optimizer.Sgd;
import org.recurve.optimization.schedule.Constant;
import org.recurve.testkit.FixedGradient;

/** A step of training on one resident batch, as the engine takes it: gradient and its norm, optimizer, commit. */
final class TrainingStep<C extends Record, S extends Record> implements Runnable {
    private static final Spec<org.recurve.api.optimize.Schedule<?>> RATE =
            new Spec<>(new Constant(), new Constant.Config(NetStep.RATE));
    private static final Progress START = new Progress(0, 0, 1, 1);
    private static final ClipByNorm.Config THRESHOLD = new ClipByNorm.Config(0.01, Group.ALL);
    private static final Spec<Clipper<?>> CLIP = new Spec<>(new ClipByNorm(), THRESHOLD);

    /** An optimizer, and the vectors that it remembers. */
    private record Optimized<C extends Record, S extends Record>(
            Optimizer<C, S> optimizer, C config, Function<S, List<Vector>> vectors) {}

    private static final Optimized<Sgd.Config, Sgd.State> MOMENTUM = new Optimized<>(
            new Sgd(),
            new Sgd.Config(RATE, NetStep.MOMENTUM, false, 0),
            memory -> List.of(memory.velocity().orElseThrow()));
    private static final Optimized<Adam.Config, Adam.State> ADAM = new Optimized<>(
            new Adam(), new Adam.Config(RATE, 0.9, 0.999, 1e-8, 0), memory -> List.of(memory.mean(), memory.square()));

    private final Optimized<C, S> by;
    private final Session session;
    private final Batch batch;
    private final List<Spec<Clipper<?>>> clippers;
    private ModelState state;
    private S memory;
    private final Vector gradient;
    private List<Vector> last = List.of();

    private TrainingStep(Optimized<C, S> by, Models.Model model, Batch batch, List<Spec<Clipper<?>>> clippers) {
        Stream random = Stream.of(1);
        this.by = by;
        this.session = new Session(model.program(), batch.examples(), random, 1);
        this.batch = batch;
        this.clippers = clippers;
        this.state = model.program().start(random);
        this.memory = by.optimizer().start(by.config(), state.theta());
        this.gradient = objective(List.of()).gradient();
    }

    static TrainingStep<?, ?> of(Models.Model model, int examples) {
        return of(model, Examples.batch(model, examples, true), List.of());
    }

    static TrainingStep<?, ?> byAdam(Models.Model model, int examples) {
        return new TrainingStep<>(ADAM, model, Examples.batch(model, examples, true), List.of());
    }

    /** With a gradient that is clipped at every step. */
    static TrainingStep<?, ?> clipped(Models.Model model, int examples) {
        return of(model, Examples.batch(model, examples, true), List.of(CLIP));
    }

    /** On sequences that all end at this step. */
    static TrainingStep<?, ?> ended(Models.Model model, int examples, int length) {
        return of(model, Examples.ended(model, examples, length), List.of());
    }

    private static TrainingStep<?, ?> of(Models.Model model, Batch batch, List<Spec<Clipper<?>>> clippers) {
        return new TrainingStep<>(MOMENTUM, model, batch, clippers);
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
        Move<S> move = by.optimizer().step(by.config(), memory, objective);
        List<Vector> spent = new ArrayList<>(by.vectors().apply(memory));
        spent.add(state.theta());
        spent.addAll(last);
        last = more;
        memory = move.state();
        List<Vector> kept = new ArrayList<>(more);
        kept.addAll(by.vectors().apply(memory));
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
        List<Vector> all = new ArrayList<>(List.of(state.theta()));
        all.addAll(by.vectors().apply(memory));
        for (Vector vector : all) {
            hash.add(vector.toArray(), 0, vector.size());
        }
        hash.finish();
    }
}
