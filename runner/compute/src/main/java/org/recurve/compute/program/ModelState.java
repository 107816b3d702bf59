package org.recurve.compute.program;

import org.recurve.api.optimize.Vector;

/**
 * Describes what a model has learnt so far.
 *
 * @param theta the parameters that the optimizer moves, ordered by name
 * @param frozen the parameters that keep their initial values, ordered by name
 * @param buffers state without gradient, ordered by name
 */
public record ModelState(Vector theta, Vector frozen, Vector buffers) {}
