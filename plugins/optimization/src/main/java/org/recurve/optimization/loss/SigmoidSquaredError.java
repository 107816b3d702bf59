package org.recurve.optimization.loss;

import org.recurve.api.model.Loss;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * Squared error of sigmoid units, {@code ½ Σᵢ (σ(outputᵢ) − targetᵢ)²}, whose gradient is the delta rule's
 * {@code (y − t) y (1 − y)} (Rumelhart, Hinton, Williams 1986). The output is given before the sigmoid. A unit that is
 * wrong and saturated learns slowly: that is what {@link SigmoidCrossEntropy} cures.
 *
 * <p>Output and target have equally many elements, targets between 0 and 1.
 */
@Plugin(id = "sigmoid-squared-error", version = 1, summary = "1/2 of the sum of (sigmoid(output) - target)^2")
public final class SigmoidSquaredError implements Loss<NoConfig> {
    @Override
    public Value loss(NoConfig config, Scope scope, Value output, Value target) {
        Elements.check("sigmoid-squared-error", output, target);
        return output.flatten().sigmoid().minus(target.flatten()).square().sum().times(0.5);
    }
}
