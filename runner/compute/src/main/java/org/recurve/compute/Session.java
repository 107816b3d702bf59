package org.recurve.compute;

import java.util.List;
import java.util.Optional;
import org.recurve.api.optimize.Clipper;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;

/** A program, planned for batches up to some size and run many times without allocating. Used by one thread at a time. */
public final class Session implements AutoCloseable {
    /**
     * Plans the program.
     *
     * @param capacity the largest batch
     * @param random keys all draws made while running (dropout and the like)
     * @param threads how many threads share the tiles of one operation; the bits do not depend on it
     */
    public Session(Program program, int capacity, Stream random, int threads) {
        throw new UnsupportedOperationException();
    }

    /** The batch's loss as a function of the parameters, beginning at {@code state}; gradients pass the clippers in order. */
    public Objective objective(State state, Batch batch, Progress progress, List<Spec<Clipper<?>>> clippers) {
        throw new UnsupportedOperationException();
    }

    /** The gradient norm before clipping, of the objective last asked for a gradient. */
    public double gradientNorm() {
        throw new UnsupportedOperationException();
    }

    /** The state after a step that led to {@code theta}: buffers committed, lazy vectors evaluated. */
    public State commit(State before, Vector theta) {
        throw new UnsupportedOperationException();
    }

    /** Evaluates lazy vectors (an optimizer's state) now, in one pass, so that no expression outlives its step. */
    public List<Vector> settle(List<Vector> lazy) {
        throw new UnsupportedOperationException();
    }

    /** The outputs and losses of a batch, in evaluation mode unless the batch says otherwise. */
    public Evaluation evaluate(State state, Batch batch) {
        throw new UnsupportedOperationException();
    }

    /** The first operation, in order of execution, whose result is not finite on this batch: its name and the part it belongs to. */
    public Optional<String> firstNotFinite(State state, Batch batch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}

    /**
     * What an evaluation gives; the arrays are reused by the next one.
     *
     * @param outputs example after example, row-major
     * @param losses one an example
     */
    public record Evaluation(float[] outputs, float[] losses) {}
}
