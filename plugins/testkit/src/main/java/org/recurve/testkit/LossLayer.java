package org.recurve.testkit;

import org.recurve.api.data.Field;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/** A loss as a layer: from a model's output to one number. */
@Plugin(id = "judged", summary = "a loss as a layer")
final class LossLayer implements Layer<LossLayer.Config> {
    record Config(Spec<Loss<?>> loss) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        return judge(config.loss(), scope, x);
    }

    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private static Value judge(Spec<Loss<?>> spec, Scope scope, Value output) {
        Value target = scope.field(Field.TARGET).orElseThrow();
        return ((Loss<Record>) spec.plugin()).loss(spec.config(), scope, output, target);
    }
}
