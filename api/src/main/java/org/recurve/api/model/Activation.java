package org.recurve.api.model;

import java.util.OptionalDouble;
import org.recurve.api.plugin.Spec;

/** An elementwise function; stands wherever a layer may, and wherever a plugin has a setting of this type. */
public interface Activation<C extends Record> extends Layer<C> {
    Value apply(C config, Value x);

    /** Returns a number that the absolute derivative exceeds nowhere, the least one if that is known; empty if there is none. */
    default OptionalDouble slope(C config) {
        return OptionalDouble.empty();
    }

    /** Returns the slope bound of an activation with its settings. */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    static OptionalDouble slope(Spec<? extends Activation<?>> activation) {
        return activation.call("slope", () -> ((Activation<Record>) activation.plugin()).slope(activation.config()));
    }

    @Override
    default Value forward(C config, Scope scope, Value x) {
        return apply(config, x);
    }
}
