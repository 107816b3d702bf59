package org.recurve.compute.ir;

/**
 * Says which factor of the trilinear form {@code T(w, x, y) = Σ w·x·y} is computed from the other two. The three are closed
 * under differentiation: the derivative of any of them by a factor is another of them.
 */
public enum ContractionOperand {
    /** {@code (w, x) → y}: the layer's output. */
    OUTPUT,
    /** {@code (w, y) → x}: the adjoint of the input. */
    INPUT,
    /** {@code (x, y) → w}: the adjoint of the weights, summed over examples. */
    WEIGHT
}
