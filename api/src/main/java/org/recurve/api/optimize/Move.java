package org.recurve.api.optimize;

import java.util.Map;
import java.util.TreeMap;

/**
 * Says where a step leads.
 *
 * @param theta the new parameters
 * @param state what the next step begins with
 * @param watched quantities to be shown as curves, by name (λ, CG steps); of an optimizer that has a learning rate, what it
 *     is at this step, as {@code learning-rate}
 */
public record Move<S extends Record>(Vector theta, S state, Map<String, Double> watched) {
    public Move {
        watched = java.util.Collections.unmodifiableMap(new TreeMap<>(watched));
    }

    public Move(Vector theta, S state) {
        this(theta, state, Map.of());
    }

    /** This move with one more quantity to be shown. */
    public Move<S> watching(String name, double value) {
        Map<String, Double> more = new TreeMap<>(watched);
        more.put(name, value);
        return new Move<>(theta, state, more);
    }
}
