package org.recurve.api.model;

/** Reduces a window [size, channels] to one value [channels]; knows nothing of where the window lies. */
public interface Pooling<C extends Record> {
    Value reduce(C config, Scope scope, Window window);
}
