package org.recurve.engine.spec;

import org.recurve.api.model.Regularizer;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Plugin;

/** {@code ½ λ ‖θ‖²}, whose gradient is {@code λ θ}: a group's weight decay. */
@Plugin(id = "weight-decay", version = 1, summary = "half decay |w|^2")
final class WeightDecay implements Regularizer<WeightDecay.Config> {
    record Config(double decay) {}

    @Override
    public Value penalty(Config config, Value parameter) {
        return parameter.square().sum().times(config.decay() / 2);
    }
}
