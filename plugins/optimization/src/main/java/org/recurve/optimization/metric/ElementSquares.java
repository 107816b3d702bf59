package org.recurve.optimization.metric;

import org.recurve.api.measure.Prediction;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

/** Squared errors of an example, element by element; past a sequence's true length nothing counts. */
final class ElementSquares {
    private ElementSquares() {}

    /** Refuses outputs that have not as many elements as their target. */
    static void check(String metric, Prediction prediction) {
        Shape output = prediction.output();
        Shape target = prediction.target().shape();
        if (output.size() != target.size()) {
            throw new InvalidSetting(metric + " compares element with element, but the output is " + output
                    + " and the target " + target
                    + (prediction.target().classes().isEmpty() ? "" : ", a class index; accuracy compares classes"));
        }
    }

    /** Returns how many elements count. */
    static int elements(Sample sample) {
        int size = sample.shape().size();
        return sample.steps() < 0 ? size : size / sample.shape().dim(0) * sample.steps();
    }

    /** {@code sum + Σ (output − target)²}, in double, one after another. */
    static double add(double sum, Sample sample) {
        double total = sum;
        for (int i = 0; i < elements(sample); i++) {
            double error = (double) sample.output()[i] - sample.target()[i];
            total += error * error;
        }
        return total;
    }
}
