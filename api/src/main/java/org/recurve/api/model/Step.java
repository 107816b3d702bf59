package org.recurve.api.model;

/** What a step of a recurrence gives: its output, and the state that the next step begins with. */
public record Step<S extends Record>(Value output, S state) {}
