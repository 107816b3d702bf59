package org.recurve.compute.inspect;

/**
 * The gradient of an example's loss that arrives at a state of a recurrence, or at a parameter, at each step of the
 * sequence: at a state {@code h(t)} through all that follows it, at a parameter through its use at step {@code t} alone.
 *
 * @param name of the state ({@code recurrent1.h}) or the parameter ({@code recurrent1.cell.W})
 * @param norms Euclidean, one a step, the mean over the examples
 */
public record StepGradientNorms(String name, double[] norms) {}
