package org.recurve.engine.training;

import java.util.List;
import java.util.stream.Stream;

/**
 * Says where a training stands between two steps.
 *
 * @param epoch the one that the next step belongs to, counted from 1 over all phases
 * @param batch of the next step in its epoch, counted from 0
 * @param step steps taken in all phases
 * @param epochLoss the sum of the epoch's losses so far, each times its step's weight
 * @param epochWeight the sum of these weights
 * @param losses what each finished epoch of the phase was judged by; see {@link org.recurve.api.optimize.Progress}
 */
record TrainingPosition(int epoch, int batch, long step, double epochLoss, double epochWeight, List<Double> losses) {
    /** Before the first step behind so many epochs and steps of earlier phases. */
    static TrainingPosition behind(int epochs, long steps) {
        return new TrainingPosition(epochs + 1, 0, steps, 0, 0, List.of());
    }

    TrainingPosition {
        losses = List.copyOf(losses);
    }

    /** Returns the position after a step that adds this to the epoch's sums. */
    TrainingPosition after(EpochMean.Term term) {
        return new TrainingPosition(
                epoch, batch + 1, step + 1, epochLoss + term.loss(), epochWeight + term.weight(), losses);
    }

    /** Returns the mean of the epoch's losses so far. */
    double epochMean() {
        return epochLoss / epochWeight;
    }

    /** Returns the position after an epoch that ended with this loss. */
    TrainingPosition judged(double loss) {
        List<Double> more = Stream.concat(losses.stream(), Stream.of(loss)).toList();
        return new TrainingPosition(epoch, batch, step, epochLoss, epochWeight, more);
    }

    TrainingPosition nextEpoch() {
        return new TrainingPosition(epoch + 1, 0, step, 0, 0, losses);
    }
}
