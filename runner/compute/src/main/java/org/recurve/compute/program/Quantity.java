package org.recurve.compute.program;

/** Describes what a session can be asked for; each is planned, and given memory, when it is first asked for. */
public enum Quantity {
    LOSS,
    GRADIENT,
    GAUSS_NEWTON,
    STRUCTURED_GAUSS_NEWTON,
    HESSIAN,
    /** The gradient of the sum of the examples' losses, without what parameters cost. */
    LOSS_GRADIENT,
    /** All that a gradient takes, operation by operation. */
    DIAGNOSIS,
    TRAINING_OUTPUT,
    OUTPUT,
    /** The output of every layer. */
    LAYERS,
    /** Values that layers record by name. */
    RECORDS
}
