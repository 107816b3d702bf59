package org.recurve.compute.trace.declaration;

import java.util.Optional;
import org.recurve.api.model.Contraction;
import org.recurve.compute.ir.Node;

/**
 * A place in a recurrence at which arriving gradients are seen, step by step.
 *
 * @param name of the state or parameter
 * @param tap zeros [steps, rows], whose adjoint is what arrives
 * @param reads [steps, inputs]: given for a matrix, what it is multiplied with; its share of a step is the product of both
 * @param bound given for a state, by how much a gradient there can grow or must shrink from a step to the one before
 */
public record GradientProbe(String name, int steps, Node tap, Optional<Node> reads, Optional<Contraction> bound) {}
