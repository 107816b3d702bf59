package org.recurve.engine.estimate;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.program.Quantity;
import org.recurve.engine.checkpoint.StateTree;

/**
 * Describes what an optimizer lives on, found by letting it take some steps in a bowl of a few numbers.
 *
 * @param quantities that it asks for
 * @param vectors of the parameters' size that it keeps from step to step, at the most
 */
record OptimizerProfile(Set<Quantity> quantities, int vectors) {
    /** A memory of earlier steps, if it keeps one, is full by then. */
    private static final int MOST_STEPS = 32;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /**
     * Returns what is known; of an optimizer that fails in a bowl, since it wants more of a model or is broken, what it asked for until then; one
     * that does not return is not waited for long: its trial will show what it is.
     */
    static OptimizerProfile of(Spec<Optimizer<?, ?>> spec) {
        Set<Quantity> asked = Collections.synchronizedSet(EnumSet.of(Quantity.GRADIENT));
        AtomicInteger vectors = new AtomicInteger();
        Thread tasting = Thread.ofPlatform()
                .name("appetite of " + spec.id())
                .daemon()
                .uncaughtExceptionHandler((thread, failed) -> {})
                .start(() -> probe(spec, QuadraticObjective.of(asked), vectors));
        try {
            tasting.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new OptimizerProfile(EnumSet.copyOf(asked), vectors.get());
    }

    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private static void probe(Spec<Optimizer<?, ?>> spec, QuadraticObjective objective, AtomicInteger most) {
        Optimizer<Record, Record> optimizer = (Optimizer<Record, Record>) spec.plugin();
        Record state = spec.call("start", () -> optimizer.start(spec.config(), objective.theta()));
        QuadraticObjective at = objective;
        most.set(new StateTree().vectors(state).size());
        for (int step = 0; step < MOST_STEPS; step++) {
            QuadraticObjective here = at;
            Record memory = state;
            Move<Record> move = spec.call("step", () -> optimizer.step(spec.config(), memory, here));
            at = at.moved(move.theta());
            state = move.state();
            most.accumulateAndGet(new StateTree().vectors(state).size(), Math::max);
        }
    }
}
