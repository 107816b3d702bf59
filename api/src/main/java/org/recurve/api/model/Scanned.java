package org.recurve.api.model;

/**
 * Describes what a scan gives.
 *
 * @param outputs [steps, shape of one output…]; 0 past an example's true length
 * @param state the state after the last step, of each example's true length
 */
public record Scanned<S extends Record>(Value outputs, S state) {}
