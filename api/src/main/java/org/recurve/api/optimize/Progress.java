package org.recurve.api.optimize;

import java.util.List;

/**
 * Describes how far the training has come.
 *
 * @param step steps taken before this one
 * @param epoch epochs finished before this one
 * @param stepsPerEpoch steps of one epoch
 * @param epochs epochs planned
 * @param losses the validation loss after each finished epoch, in order; the training loss where nothing is held out
 */
public record Progress(long step, int epoch, int stepsPerEpoch, int epochs, List<Double> losses) {
    public Progress {
        losses = List.copyOf(losses);
    }

    /** Returns a training whose losses are not known. */
    public Progress(long step, int epoch, int stepsPerEpoch, int epochs) {
        this(step, epoch, stepsPerEpoch, epochs, List.of());
    }

    /** Epochs done before this step, with fractions. */
    public double elapsed() {
        return (double) step / stepsPerEpoch;
    }
}
