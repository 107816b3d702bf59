package org.recurve.engine.spec;

import java.util.Optional;
import org.recurve.api.data.Dataset;
import org.recurve.api.plugin.Spec;

/**
 * Says what a phase is given from elsewhere.
 *
 * @param initial weights that stand in the place of drawn ones in all phases
 * @param start weights that this phase begins with, whatever earlier ones left
 * @param data that it learns from; the trial's own if empty
 */
public record PhaseSources(
        Optional<StartWeights> initial, Optional<StartWeights> start, Optional<Spec<Dataset<?>>> data) {
    /** Nothing. */
    public static final PhaseSources NONE = new PhaseSources(Optional.empty(), Optional.empty(), Optional.empty());
}
