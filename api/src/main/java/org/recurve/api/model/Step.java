package org.recurve.api.model;

import java.util.Objects;

/** Describes what a step of a recurrence gives: its output, and the state that the next step begins with. */
public record Step<S extends Record>(Value output, S state) {
    /** Objects to what is missing where the cell's author left it out. */
    public Step {
        Objects.requireNonNull(output, "a step needs an output");
        Objects.requireNonNull(state, "a step needs a state for the next one");
    }
}
