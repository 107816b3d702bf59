package org.recurve.engine.diagnosis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Describes what a doctor saw of a model and its training, and what of it is probably wrong.
 *
 * @param ratios one for each trained matrix, in the order of the layers
 * @param signals one for each layer, in the order of the model
 * @param rates in ascending order, up to the first with which the loss exploded
 * @param likenesses one for each layer of feature maps, in the order of the model
 */
public record Diagnosis(
        InitialState beginning,
        List<GradientRatio> ratios,
        List<Signal> signals,
        List<RateTestStep> rates,
        MemorizationTest learning,
        List<MapCorrelation> likenesses,
        List<DiagnosisFinding> findings) {
    public Diagnosis {
        ratios = List.copyOf(ratios);
        signals = List.copyOf(signals);
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
    public record InitialState(double loss, Optional<Double> uninformed) {}

    /**
     * A parameter's norm and its gradient's, before the first step.
     *
     * @param parameter its full name
     */
    public record GradientRatio(String parameter, double weights, double gradient) {
        /** Gradient by weights, which should be of one order of magnitude everywhere. */
        public double value() {
            return gradient / weights;
        }
    }

    /**
     * Describes what a layer gives before the first step.
     *
     * @param size root mean square over examples and units
     * @param spread root mean square of the units' standard deviations over examples: what tells examples apart
     * @param slope of an activation, the mean of its absolute derivatives
     */
    public record Signal(String layer, double size, double spread, Optional<Double> slope) {}

    /**
     * A step of the learning-rate range test.
     *
     * @param factor by which the optimizer's own step was multiplied
     * @param rate its learning rate times the factor; empty for an optimizer that has none
     * @param loss behind the step; NaN if it could not be taken
     */
    public record RateTestStep(double factor, Optional<Double> rate, double loss) {}

    /**
     * Describes how well a few examples were learnt by heart: their loss before and after so many steps.
     *
     * @param shares of right answers among them after the steps, by the metrics that the file measures and that are such
     */
    public record MemorizationTest(int examples, double before, double after, int steps, Map<String, Double> shares) {
        public MemorizationTest {
            shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
        }
    }

    /**
     * Describes how the feature maps of a layer are correlated, over examples and places.
     *
     * @param mean of the absolute values of all pairs
     * @param largest absolute value, of the maps {@code one} and {@code other}, counted from 1
     * @param twins how many maps have one that says the same
     */
    public record MapCorrelation(String layer, int maps, double mean, double largest, int one, int other, int twins) {}
}
