package org.recurve.api.model;

/** The loss of one example, a scalar; a batch's loss is the weighted mean over its examples. */
public interface Loss<C extends Record> {
    Value loss(C config, Scope scope, Value output, Value target);
}
