package org.recurve.testkit;

import org.recurve.api.model.Layer;
import org.recurve.api.model.Regularizer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/** A regularizer as a layer: its input stands for the parameter. */
@Plugin(id = "penalized", summary = "a regularizer as a layer")
final class PenaltyLayer implements Layer<PenaltyLayer.Config> {
    record Config(Spec<Regularizer<?>> by) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        return penalty(config.by(), x).reshape();
    }

    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private static Value penalty(Spec<Regularizer<?>> spec, Value parameter) {
        return ((Regularizer<Record>) spec.plugin()).penalty(spec.config(), parameter);
    }
}
