package org.recurve.optimization.loss;

import org.recurve.api.model.Loss;
import org.recurve.api.model.OutputMeaning;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * Squared error of sigmoid units, {@code ½ Σᵢ (σ(outputᵢ) − targetᵢ)²}, whose gradient is the delta rule's
 * {@code (y − t) y (1 − y)} (Rumelhart, Hinton, Williams 1986). The output is given before the sigmoid. A unit that is
 * wrong and saturated learns slowly: that is what {@link SigmoidCrossEntropy} cures.
 *
 * <p>Output and target have equally many elements, targets between 0 and 1. The difference is computed as
 * {@code (1 − t) σ(o) − t σ(−o)}, so that a unit that is right keeps the digits of what it is still wrong by.
 */
@Plugin(id = "sigmoid-squared-error", version = 2, summary = "1/2 of the sum of (sigmoid(output) - target)^2")
public final class SigmoidSquaredError implements Loss<NoConfig> {
    @Override
    public OutputMeaning meaning(NoConfig config) {
        return OutputMeaning.LABEL_LOGITS;
    }

    @Override
    public Value loss(NoConfig config, Scope scope, Value output, Value target) {
        ElementTargets.check("sigmoid-squared-error", output, target);
        Value o = output.flatten();
        Value t = target.flatten();
        Value wrong =
                o.sigmoid().times(t.negate().plus(1)).minus(o.negate().sigmoid().times(t));
        return wrong.square().sum().times(0.5);
    }
}
