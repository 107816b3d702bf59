package org.recurve.engine.illustration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.artifact.Artifact.Curve;
import org.recurve.api.optimize.Clipper;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;

/**
 * The cliff: the loss of a batch along its negative gradient, as far as a step of learning rate 1 goes without clipping, and as far as
 * it goes with it.
 */
public final class LossAlongGradient {
    private static final int POINTS = 33;

    private LossAlongGradient() {}

    /** Returns both curves; none without clippers, or where the gradient is 0 or not finite. */
    public static Map<String, Artifact> of(
            Session session, ModelState state, Batch batch, Progress progress, List<Spec<Clipper<?>>> clippers) {
        Map<String, Artifact> curves = new LinkedHashMap<>();
        if (clippers.isEmpty()) {
            return curves;
        }
        double clipped = session.objective(state, batch, progress, clippers)
                .at(state.theta())
                .gradient()
                .norm();
        Objective objective =
                session.objective(state, batch, progress, List.of()).at(state.theta());
        Vector gradient = objective.gradient();
        double norm = gradient.norm();
        if (!(norm > 0) || !Double.isFinite(norm) || !Double.isFinite(clipped)) {
            return curves;
        }
        curves.put("loss along the gradient", curve(objective, gradient, norm, norm, "without clipping"));
        curves.put("loss along the clipped gradient", curve(objective, gradient, norm, clipped, "with clipping"));
        return curves;
    }

    private static Curve curve(Objective objective, Vector gradient, double norm, double end, String how) {
        double[] distances = new double[POINTS];
        double[] losses = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            distances[i] = end * i / (POINTS - 1);
            losses[i] = objective
                    .at(objective.theta().minus(gradient.times(distances[i] / norm)))
                    .loss();
        }
        return new Curve(
                String.format(
                        Locale.ROOT,
                        "Loss of the first batch along its gradient before training, %s: a step of learning rate 1 goes %.3g far",
                        how,
                        end),
                "distance",
                "loss",
                distances,
                losses);
    }
}
