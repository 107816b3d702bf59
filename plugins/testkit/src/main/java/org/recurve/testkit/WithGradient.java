package org.recurve.testkit;

import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/** A layer's output, followed by the gradient that reaches its input for a fixed cotangent. */
@Plugin(id = "with-gradient", summary = "a layer's output, followed by its input's gradient")
final class WithGradient implements Layer<WithGradient.Config> {
    record Config(Spec<Layer<?>> layer) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        Value y = scope.apply("layer", config.layer(), x).flatten();
        int size = y.shape().size();
        Value cotangent = scope.constant(TestNumbers.floats("cotangent", size), size);
        Value gradient = y.times(cotangent).sum().gradient(x).getFirst();
        return y.concat(0, gradient.flatten());
    }
}
