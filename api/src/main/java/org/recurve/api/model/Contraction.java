package org.recurve.api.model;

/**
 * Describes how much of a gradient one step back in time can keep, for a state {@code h(t) = f(… + W h(t−1))}: at most the factor
 * {@code αβ}, where {@code α} is the largest singular value of {@code W} and {@code β} the steepest slope of {@code f}, hence
 * {@code (αβ)^k} over {@code k} steps (Pascanu, Mikolov, Bengio, <i>On the difficulty of training recurrent neural networks</i>,
 * 2013).
 *
 * @param weights the name under which the cell declares W
 * @param slope the largest absolute derivative of f
 */
public record Contraction(String weights, double slope) {}
