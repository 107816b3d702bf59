package org.recurve.engine.estimate;

import java.util.EnumSet;
import java.util.Set;
import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.Quantity;
import org.recurve.engine.trial.StateTree;

/**
 * What an optimizer lives on, found by letting it take some steps in a bowl of a few numbers.
 *
 * @param quantities that it asks for
 * @param vectors of the parameters' size that it keeps from step to step, at the most
 */
record Appetite(Set<Quantity> quantities, int vectors) {
    /** A memory of earlier steps, if it keeps one, is full by then. */
    private static final int MOST_STEPS = 32;

    static Appetite of(Spec<Optimizer<?, ?>> spec) {
        Set<Quantity> asked = EnumSet.of(Quantity.GRADIENT);
        int vectors = 0;
        try {
            vectors = vectors(spec, Bowl.of(asked));
        } catch (RuntimeException notInABowl) {
            // It may want more of a model than a bowl has; what it asked for until then is known.
        }
        return new Appetite(asked, vectors);
    }

    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private static int vectors(Spec<Optimizer<?, ?>> spec, Bowl bowl) {
        Optimizer<Record, Record> optimizer = (Optimizer<Record, Record>) spec.plugin();
        Record state = optimizer.start(spec.config(), bowl.theta());
        Bowl at = bowl;
        int most = new StateTree().vectors(state).size();
        for (int step = 0; step < MOST_STEPS; step++) {
            Move<Record> move = optimizer.step(spec.config(), state, at);
            at = at.moved(move.theta());
            state = move.state();
            most = Math.max(most, new StateTree().vectors(state).size());
        }
        return most;
    }
}
