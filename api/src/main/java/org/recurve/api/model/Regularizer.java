package org.recurve.api.model;

/** A term added to the training's loss for the values of one parameter, so that some of them are preferred to others. */
public interface Regularizer<C extends Record> {
    /**
     * Returns the term, a scalar.
     *
     * @param parameter shared, of any shape
     */
    Value penalty(C config, Value parameter);
}
