package org.recurve.optimization.loss;

import java.util.List;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;

/** Describes how much each class, or each label, counts. */
final class ClassWeights {
    private ClassWeights() {}

    /** Throws {@link InvalidSetting} at weights that cannot be meant; no weights at all are fine. */
    static void check(List<Double> weights) {
        for (double weight : weights) {
            if (weight < 0) {
                throw new InvalidSetting(
                        "class-weights are 0 or more, not " + weight + "; a negative one would reward wrong answers");
            }
        }
        if (!weights.isEmpty() && weights.stream().allMatch(weight -> weight == 0)) {
            throw new InvalidSetting("class-weights are all 0, so nothing would be learnt; give one class a weight");
        }
    }

    /** {@code values}, whose last axis has the classes, each times its class's weight; as they are without weights. */
    static Value apply(Scope scope, List<Double> weights, Value values) {
        int classes = values.shape().dim(-1);
        if (weights.isEmpty()) {
            return values;
        }
        if (weights.size() != classes) {
            throw new InvalidSetting("class-weights has " + weights.size() + " numbers, but the model's output has "
                    + classes + " classes; give one for each");
        }
        float[] floats = new float[classes];
        for (int i = 0; i < classes; i++) {
            floats[i] = weights.get(i).floatValue();
        }
        return values.times(scope.constant(floats, classes));
    }
}
