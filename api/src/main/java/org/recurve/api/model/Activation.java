package org.recurve.api.model;

/** An elementwise function; stands wherever a layer may, and wherever a plugin has a setting of this type. */
public interface Activation<C extends Record> extends Layer<C> {
    Value apply(C config, Value x);

    @Override
    default Value forward(C config, Scope scope, Value x) {
        return apply(config, x);
    }
}
