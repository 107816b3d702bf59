package org.recurve.optimization.loss;

import java.util.Optional;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Plugin;

/**
 * Squared error, {@code 1/n Σᵢ (outputᵢ − targetᵢ)²} over the {@code n} elements of the output, which for a sequence are
 * those of its true steps. There is no ½ in front:
 * the gradient is {@code 2/n (output − target)}.
 *
 * <p>Output and target have equally many elements; where their shapes differ, elements are paired in row-major order.
 */
@Plugin(id = "squared-error", version = 2, summary = "the mean of (output - target)^2 over the output's elements")
public final class SquaredError implements Loss<SquaredError.Config> {
    /** The settings. */
    public record Config(@Doc(MeanOver.DOC) Optional<MeanOver> over) {
        /** Returns a mean over sequences. */
        public Config() {
            this(Optional.empty());
        }
    }

    @Override
    public boolean weighsTargets(Config config) {
        return MeanOver.isTokens(config.over());
    }

    @Override
    public Value loss(Config config, Scope scope, Value output, Value target) {
        ElementTargets.check("squared-error", output, target);
        return ElementTargets.mean(
                scope,
                config.over(),
                output,
                output.flatten().minus(target.flatten()).square());
    }
}
