package org.recurve.api.model;

/** A cell with its settings and its scope already given, so that a layer or a wrapping cell can hold any inner cell. */
public interface BoundCell {
    Record start();

    Step<Record> step(Value x, Record state);
}
