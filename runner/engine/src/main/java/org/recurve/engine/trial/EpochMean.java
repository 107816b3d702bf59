package org.recurve.engine.trial;

import java.util.List;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.engine.data.Chunking;
import org.recurve.engine.data.Turn;

/**
 * The mean loss of an epoch's training steps over its examples, however they are divided into batches: each example counts
 * once, and a chunk as the part of its sequence that it is, as in an evaluation.
 *
 * @param batch the size of a full batch, whose weight is 1
 */
record EpochMean(Chunking chunking, int batch) {
    /**
     * What a step adds to the epoch's sum.
     *
     * @param loss of its batch, what examples share included
     * @param losses of its examples, in the first places; without them, their mean stands for each
     */
    double term(Turn turn, double loss, Optional<float[]> losses) {
        if (losses.isEmpty()) {
            return loss * weight(turn);
        }
        int[] examples = turn.examples();
        double sum = 0;
        double weighted = 0;
        for (int i = 0; i < examples.length; i++) {
            sum += losses.get()[i];
            weighted += share(examples[i]) * losses.get()[i];
        }
        double common = loss - sum / examples.length;
        return weighted / batch + common * weight(turn);
    }

    /** The sum of an epoch's terms, divided by what its examples weigh. */
    double of(double sum, List<Turn> turns) {
        double weight = 0;
        for (Turn turn : turns) {
            weight += weight(turn);
        }
        return sum / weight;
    }

    private double weight(Turn turn) {
        double weight = 0;
        for (int example : turn.examples()) {
            weight += share(example);
        }
        return weight / batch;
    }

    private double share(int example) {
        return chunking.share(Data.TRAIN, example);
    }
}
