package org.recurve.compute.session;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.optimize.Clipper;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Role;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Quantity;

/** The loss of one batch; remembers what it was asked for. */
final class BatchObjective implements Objective {
    private final Session session;
    private final ModelState state;
    private final BatchRoles roles;
    private final Batch batch;
    private final Progress progress;
    private final List<Spec<Clipper<?>>> clippers;
    private final boolean commits;
    private final Map<Role, Objective> others = new EnumMap<>(Role.class);
    private Optional<Double> loss = Optional.empty();
    private Optional<Vector> gradient = Optional.empty();
    private Optional<Vector> squaredGradients = Optional.empty();

    /** @param commits whether this is where the training stands, so that buffers may learn from it */
    private BatchObjective(
            Session session,
            ModelState state,
            BatchRoles roles,
            Batch batch,
            Progress progress,
            List<Spec<Clipper<?>>> clippers,
            boolean commits) {
        this.session = session;
        this.state = state;
        this.roles = roles;
        this.batch = batch;
        this.progress = progress;
        this.clippers = clippers;
        this.commits = commits;
    }

    /** Returns where the training stands, on all of the step's examples. */
    static BatchObjective begin(
            Session session, ModelState state, BatchRoles roles, Progress progress, List<Spec<Clipper<?>>> clippers) {
        return new BatchObjective(session, state, roles, roles.batch(), progress, clippers, true);
    }

    @Override
    public Vector theta() {
        return state.theta();
    }

    @Override
    public Progress progress() {
        return progress;
    }

    @Override
    public double loss() {
        if (loss.isEmpty()) {
            loss = Optional.of(session.loss(state, batch));
        }
        return loss.get();
    }

    @Override
    public Vector gradient() {
        if (gradient.isEmpty()) {
            Session.SessionResult result = session.gradient(state, batch, commits);
            loss = Optional.of(result.loss());
            if (commits) {
                session.observed(result.gradient().norm());
            }
            Vector clipped = result.gradient();
            for (Spec<Clipper<?>> clipper : clippers) {
                clipped = clip(clipper, state.theta(), clipped);
            }
            gradient = Optional.of(commits ? session.taken(result.gradient(), clipped) : clipped);
        }
        return gradient.get();
    }

    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private static Vector clip(Spec<Clipper<?>> spec, Vector theta, Vector gradient) {
        try {
            return spec.call("clip", () -> ((Clipper<Record>) spec.plugin()).clip(spec.config(), theta, gradient));
        } catch (PluginFailure failure) {
            throw failure.at("train.clip");
        }
    }

    @Override
    public Vector squaredGradients() {
        if (squaredGradients.isEmpty()) {
            Vector sum = state.theta().zeros();
            for (int example = 0; example < batch.examples(); example++) {
                sum = sum.plus(session.gradientOfExample(state, batch, example).square());
            }
            squaredGradients = Optional.of(sum.times(1.0 / batch.examples()));
        }
        return squaredGradients.get();
    }

    @Override
    public Vector gaussNewton(Vector v) {
        return session.product(Quantity.GAUSS_NEWTON, state, batch, v);
    }

    @Override
    public Vector gaussNewton(Vector v, double structure) {
        return structure == 0
                ? gaussNewton(v)
                : session.product(Quantity.STRUCTURED_GAUSS_NEWTON, state, batch, v, structure);
    }

    @Override
    public Vector hessian(Vector v) {
        return session.product(Quantity.HESSIAN, state, batch, v);
    }

    @Override
    public Objective at(Vector theta) {
        ModelState elsewhere = new ModelState(theta, state.frozen(), state.buffers());
        return new BatchObjective(session, elsewhere, roles, batch, progress, clippers, false);
    }

    @Override
    public Objective on(Role role) {
        Batch other = roles.of(role);
        return other.examples() == batch.examples()
                ? this
                : others.computeIfAbsent(
                        role, _ -> new BatchObjective(session, state, roles, other, progress, clippers, false));
    }
}
