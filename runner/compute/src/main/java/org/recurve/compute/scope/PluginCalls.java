package org.recurve.compute.scope;

import java.util.Optional;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Contraction;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Pooling;
import org.recurve.api.model.Regularizer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.model.Window;
import org.recurve.api.plugin.Spec;

/** Calls a plugin with its own settings; a {@link Spec} pairs the two, which the type system cannot say. */
@SuppressWarnings("unchecked")
final class PluginCalls {
    private PluginCalls() {}

    static Value forward(Spec<? extends Layer<?>> spec, Scope scope, Value x) {
        String method = spec.plugin() instanceof Activation<?> ? "apply" : "forward";
        return spec.call(method, () -> ((Layer<Record>) spec.plugin()).forward(spec.config(), scope, x));
    }

    static Value reduce(Spec<? extends Pooling<?>> spec, Scope scope, Window window) {
        return spec.call("reduce", () -> ((Pooling<Record>) spec.plugin()).reduce(spec.config(), scope, window));
    }

    static Value penalty(Spec<? extends Regularizer<?>> spec, Value parameter) {
        return spec.call("penalty", () -> ((Regularizer<Record>) spec.plugin()).penalty(spec.config(), parameter));
    }

    static Value loss(Spec<? extends Loss<?>> spec, Scope scope, Value output, Value target) {
        return spec.call("loss", () -> ((Loss<Record>) spec.plugin()).loss(spec.config(), scope, output, target));
    }

    static Record start(Spec<? extends Cell<?, ?>> spec, Scope scope) {
        return spec.call("start", () -> ((Cell<Record, Record>) spec.plugin()).start(spec.config(), scope));
    }

    static Optional<Contraction> contraction(Spec<? extends Cell<?, ?>> spec) {
        return spec.call("contraction", () -> ((Cell<Record, Record>) spec.plugin()).contraction(spec.config()));
    }

    static Step<Record> step(Spec<? extends Cell<?, ?>> spec, Scope scope, Value x, Record state) {
        Step<Record> step =
                spec.call("step", () -> ((Cell<Record, Record>) spec.plugin()).step(spec.config(), scope, x, state));
        if (step.output() == null || step.state() == null) {
            throw spec.failure("step", "returned a Step without " + (step.output() == null ? "an output" : "a state"));
        }
        return step;
    }
}
