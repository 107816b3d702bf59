package org.recurve.optimization.loss;

import org.recurve.api.data.Field;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * Cross-entropy of the softmax, {@code −log softmax(output)[target]}, in nats (Goodfellow, Bengio, Courville, <i>Deep
 * Learning</i>, 6.2.2.3). The output is given as logits: no softmax layer before it.
 *
 * <p>Output [classes], target a scalar class index from 0. For a sequence, output [steps, classes], target [steps], and
 * the loss is the mean over the example's true steps.
 */
@Plugin(id = "cross-entropy", version = 1, summary = "-log softmax(output)[target], the mean over steps")
public final class CrossEntropy implements Loss<NoConfig> {
    @Override
    public Value loss(NoConfig config, Scope scope, Value output, Value target) {
        int rank = output.shape().rank();
        if (rank < 1
                || rank > 2
                || target.shape().size() * output.shape().dim(-1)
                        != output.shape().size()) {
            throw new InvalidSetting("cross-entropy needs an output of [classes] with one class index as target, or"
                    + " [steps, classes] with one index a step; the output is " + output.shape() + ", the target "
                    + target.shape());
        }
        int classes = output.shape().dim(-1);
        int steps = target.shape().size();
        Value chosen = target.reshape(steps, 1).equalTo(scope.constant(ascending(classes), classes));
        Value logs = output.logSoftmax(-1).reshape(steps, classes);
        Value nats = chosen.choose(logs, scope.zeros(steps, classes)).sum(1).negate();
        return rank == 1 ? nats.at(0, 0) : overTrueSteps(scope, nats);
    }

    private static Value overTrueSteps(Scope scope, Value nats) {
        Shape steps = nats.shape();
        return scope.field(Field.LENGTH)
                .map(Value::reshape)
                .map(length -> length.greaterThan(scope.constant(ascending(steps.size()), steps.size()))
                        .choose(nats, scope.zeros(steps.size()))
                        .sum()
                        .dividedBy(length))
                .orElseGet(nats::mean);
    }

    private static float[] ascending(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = i;
        }
        return values;
    }
}
