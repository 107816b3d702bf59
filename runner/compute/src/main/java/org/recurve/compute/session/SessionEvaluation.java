package org.recurve.compute.session;

import org.recurve.api.model.Shape;

/** Outputs and losses of a batch. They last until the session's next evaluation, which uses the same memory. */
public final class SessionEvaluation {
    private final CompiledQuantity evaluated;
    private float[] outputs = {};
    private boolean read;

    SessionEvaluation(CompiledQuantity evaluated) {
        this.evaluated = evaluated;
    }

    /** Returns the shape of one example's output. */
    public Shape shape() {
        return evaluated.model.shape();
    }

    /** Returns the outputs, example after example, row-major. They are copied when somebody asks for them first. */
    public float[] outputs() {
        if (!read) {
            outputs = evaluated.readOutputs();
            read = true;
        }
        return outputs;
    }

    /** Returns the losses, one an example. */
    public float[] losses() {
        return evaluated.losses;
    }

    /** Returns how much each example counts in a mean of losses, 1 unless the loss says otherwise. */
    public float[] weights() {
        return evaluated.weights;
    }
}
