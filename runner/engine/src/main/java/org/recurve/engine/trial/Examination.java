package org.recurve.engine.trial;

import java.util.List;
import java.util.Optional;

/**
 * What a doctor saw of a model and its training, and what of it is probably wrong.
 *
 * @param ratios one for each trained matrix, ordered by name
 * @param rates in ascending order, up to the first with which the loss exploded
 * @param likenesses one for each layer of feature maps, in the order of the model
 */
public record Examination(
        Beginning beginning,
        List<Ratio> ratios,
        List<Rate> rates,
        Learning learning,
        List<Likeness> likenesses,
        List<Finding> findings) {
    public Examination {
        ratios = List.copyOf(ratios);
        rates = List.copyOf(rates);
        likenesses = List.copyOf(likenesses);
        findings = List.copyOf(findings);
    }

    /**
     * Before the first step.
     *
     * @param loss mean over the few examples
     * @param uninformed what an output of zeros would lose, {@code ln K} nats of cross-entropy over K classes; empty where
     *     that is nothing, or no number
     */
    public record Beginning(double loss, Optional<Double> uninformed) {}

    /**
     * A parameter's norm and its gradient's, before the first step.
     *
     * @param parameter its full name
     */
    public record Ratio(String parameter, double weights, double gradient) {
        /** Gradient by weights, which should be of one order of magnitude everywhere. */
        public double value() {
            return gradient / weights;
        }
    }

    /**
     * A step of the learning-rate range test.
     *
     * @param factor by which the optimizer's own step was multiplied
     * @param rate its learning rate times the factor; empty for an optimizer that has none
     * @param loss behind the step; NaN if it could not be taken
     */
    public record Rate(double factor, Optional<Double> rate, double loss) {}

    /** How well a few examples were learnt by heart: their loss before and after so many steps. */
    public record Learning(int examples, double before, double after, int steps) {}

    /**
     * How the feature maps of a layer are correlated, over examples and places.
     *
     * @param mean of the absolute values of all pairs
     * @param largest absolute value, of the maps {@code one} and {@code other}, counted from 1
     * @param twins how many maps have one that says the same
     */
    public record Likeness(String layer, int maps, double mean, double largest, int one, int other, int twins) {}
}
