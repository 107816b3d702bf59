package org.recurve.app.configuration;

import java.util.Optional;
import java.util.function.Supplier;
import org.recurve.app.problem.SourcePosition;
import org.recurve.storage.weights.LearntModel;

/** Finds the weights that a training is to start from. */
@FunctionalInterface
public interface StartSources {
    /** For models that are asked and not trained: what they learnt stands in place of what they started from. */
    StartSources NONE = (_, _, _, _) -> Optional.empty();

    /**
     * Weights that were found.
     *
     * @param name what people call them
     * @param digest {@code sha256:…} over all of them
     * @param model read when it is asked for
     */
    record FoundWeights(String name, String digest, Supplier<LearntModel> model) {}

    /**
     * Returns what a setting names; empty if nothing is to start from anything.
     *
     * @param seed of the trial: of a source with several seeds, the one of the same is meant
     * @param path of the setting
     * @throws org.recurve.app.problem.UserError if there is no such source, or several
     */
    Optional<FoundWeights> find(String from, long seed, SourcePosition place, String path);
}
