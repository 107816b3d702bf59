package org.recurve.engine.training;

import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.engine.data.BatchIndices;
import org.recurve.engine.data.SequenceChunking;

/**
 * The mean loss of an epoch's training steps over its examples, however they are divided into batches: each example counts
 * once, or as much as the loss says, and a chunk as the part of its sequence that it is, as in an evaluation.
 *
 * @param batch the size of a full batch, whose weight is 1
 * @param targets whether the loss's weights count targets, so that chunks count by those alone
 */
record EpochMean(SequenceChunking chunking, int batch, boolean targets) {
    /**
     * Describes what a step adds to the epoch's sums.
     *
     * @param loss times its weight
     * @param weight of what counts in the step
     */
    record Term(double loss, double weight) {}

    /**
     * Returns what a step adds to the epoch's sums.
     *
     * @param loss of its batch, what examples share included
     * @param losses of its examples, in the first places; without them, their mean stands for each
     * @param weights of its examples in that mean, in the first places; without them, all count alike
     */
    Term term(BatchIndices indices, double loss, Optional<float[]> losses, Optional<float[]> weights) {
        int[] examples = indices.examples();
        double mean = weights.map(all -> mean(all, examples.length)).orElse(1.0);
        double sum = 0;
        double weighted = 0;
        double weight = 0;
        for (int i = 0; i < examples.length; i++) {
            double share = share(examples[i]);
            double own = losses.isPresent() ? losses.get()[i] : loss;
            sum += own;
            weighted += share * own;
            weight += share * (weights.isPresent() ? weights.get()[i] : 1);
        }
        weight /= batch;
        if (losses.isEmpty()) {
            return new Term(loss * weight, weight);
        }
        double common = loss - sum / examples.length;
        return new Term(weighted * mean / batch + common * weight, weight);
    }

    private static double mean(float[] weights, int examples) {
        double sum = 0;
        for (int i = 0; i < examples; i++) {
            sum += weights[i];
        }
        return sum / examples;
    }

    private double share(int example) {
        return chunking.share(Data.TRAIN, example, targets);
    }
}
