package org.recurve.engine.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.optimize.Clipper;
import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Role;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.BatchRoles;
import org.recurve.compute.session.Session;
import org.recurve.engine.checkpoint.StateFingerprint;
import org.recurve.engine.checkpoint.StateTree;
import org.recurve.engine.illustration.LossAlongGradient;
import org.recurve.engine.spec.ConstraintSpec;
import org.recurve.engine.spec.ParameterGroups;
import org.recurve.engine.spec.TrainingSpec;

/** The model's and the optimizer's state, and how a batch moves both. For one thread. */
public final class ModelLearner {
    private static final String CLIPPED_NORM = "clipped-gradient-norm";
    /** 1 at a step whose gradient was clipped; the mean over steps is how often clipping acted. */
    private static final String CLIPPED = "clipped";

    private final Optimizer<Record, Record> optimizer;
    private final Record config;
    private final Spec<Optimizer<?, ?>> spec;
    private final List<Spec<Clipper<?>>> clippers;
    private final List<ConstraintSpec> constraints;
    private final ParameterGroups groups;
    private final Map<Role, Integer> roles;
    private final Session session;
    private final StateTree tree = new StateTree();
    private final Vector unused;
    private ModelState state;
    private Record memory;
    private List<Vector> remembered;
    /** Says what others were given, and may read as long as they like. */
    private final Set<Vector> lent = Collections.newSetFromMap(new IdentityHashMap<>());

    private Vector carried;

    /** @param unused what sequences carry before their first chunk */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    public ModelLearner(TrainingSpec trainingSpec, Session session, ModelState start, Vector unused) {
        this.optimizer = (Optimizer<Record, Record>) trainingSpec.optimizer().plugin();
        this.spec = trainingSpec.optimizer();
        this.config = spec.config();
        this.clippers = trainingSpec.clippers();
        this.constraints = trainingSpec.constraints();
        this.groups = trainingSpec.groups();
        this.roles = trainingSpec.roles();
        this.session = session;
        this.state = start;
        this.unused = unused;
        this.carried = unused;
        this.memory = called("start", () -> optimizer.start(config, start.theta()));
        this.remembered = session.settle(tree.vectors(memory));
        lent.addAll(all());
    }

    /** Describes what a step found at the point where it began. */
    public sealed interface StepOutcome {
        /** The step was taken. */
        record StepTaken(double loss, double gradientNorm, Map<String, Double> watched) implements StepOutcome {}

        /** The loss or its gradient is not finite; nothing was changed. */
        record StepNotFinite(String what, Optional<String> operation) implements StepOutcome {}
    }

    public StepOutcome step(Batch batch, Progress progress) {
        Objective objective = session.objective(state, new BatchRoles(batch, roles), progress, clippers);
        objective.gradient(); // first, since the loss comes with it
        double loss = objective.loss();
        if (!Double.isFinite(loss)) {
            return new StepOutcome.StepNotFinite("the loss is " + loss, session.firstNotFinite(state, batch));
        }
        double norm = session.gradientNorm();
        if (!Double.isFinite(norm)) {
            return new StepOutcome.StepNotFinite(
                    "the gradient's norm is " + norm, session.firstNotFinite(state, batch));
        }
        Move<Record> move = called("step", () -> optimizer.step(config, memory, objective));
        demandWhole(move);
        advance(move);
        carried = batch.chunk().isPresent() ? session.left() : carried;
        return new StepOutcome.StepTaken(loss, norm, watched(objective, move, norm));
    }

    private <T> T called(String method, Supplier<T> call) {
        try {
            return spec.call(method, call);
        } catch (PluginFailure failure) {
            throw failure.at("train.optimizer");
        }
    }

    private void demandWhole(Move<Record> move) {
        if (move.theta() == null || move.state() == null) {
            throw spec.failure("step", "returned a Move without " + (move.theta() == null ? "parameters" : "a state"))
                    .at("train.optimizer");
        }
        if (move.theta().size() != state.theta().size()) {
            throw spec.failure(
                            "step",
                            "returned " + move.theta().size() + " parameters, but the model has "
                                    + state.theta().size())
                    .at("train.optimizer");
        }
    }

    private void advance(Move<Record> move) {
        List<Vector> spent =
                all().stream().filter(vector -> !lent.contains(vector)).toList();
        Vector theta = held(groups.moved(state.theta(), move.theta()));
        memory = move.state();
        remembered = tree.vectors(memory);
        state = session.commit(state, theta, remembered, spent);
        // An optimizer may go on with what was lent, for as many steps as it likes: a history, the point before.
        lent.retainAll(all());
    }

    private List<Vector> all() {
        List<Vector> all = new ArrayList<>(remembered);
        all.add(state.theta());
        return all;
    }

    private Vector held(Vector theta) {
        Vector held = theta;
        for (ConstraintSpec constraint : constraints) {
            held = constraint.hold(held);
        }
        return held;
    }

    /** Returns what the optimizer shows, and where there are clippers, what they left of the gradient and whether they acted. */
    private Map<String, Double> watched(Objective objective, Move<Record> move, double norm) {
        if (clippers.isEmpty()) {
            return move.watched();
        }
        double clipped = objective.gradient().norm();
        return move.watching(CLIPPED_NORM, clipped)
                .watching(CLIPPED, clipped == norm ? 0 : 1)
                .watched();
    }

    public ModelState state() {
        lent.add(state.theta());
        return state;
    }

    /** Returns the loss along the gradient of another state, with clipping and without; nothing where nothing is clipped. */
    Map<String, Artifact> alongGradient(ModelState elsewhere, Batch batch, Progress progress) {
        return LossAlongGradient.of(session, elsewhere, batch, progress, clippers);
    }

    /** Returns a copy, all but its vectors: an optimizer that changes its state in place does not reach it. */
    public Record memory() {
        lent.addAll(remembered);
        return tree.map("", memory, (_, leaf) -> leaf);
    }

    /** Returns the losses of the examples of the last step, where chunks weigh differently and so each is asked for. */
    Optional<float[]> losses() {
        return session.losses();
    }

    /** Returns how much each of these examples counts in the mean of its batch's losses, if not all count alike. */
    Optional<float[]> weights() {
        return session.weights();
    }

    /** Returns what sequences left to their next chunks. */
    public Vector carried() {
        return carried;
    }

    /** Other sequences begin. */
    public void forget() {
        carried = unused;
    }

    /** Goes on from elsewhere. */
    public void moveTo(ModelState elsewhere, Record optimizersMemory, Vector left) {
        state = elsewhere;
        memory = optimizersMemory;
        remembered = session.settle(tree.vectors(memory));
        lent.clear();
        lent.addAll(all());
        carried = left;
    }

    String digest() {
        return StateFingerprint.of(state, memory, carried, tree);
    }
}
