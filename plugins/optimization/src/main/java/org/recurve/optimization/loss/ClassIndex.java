package org.recurve.optimization.loss;

import java.util.Optional;
import org.recurve.api.data.Field;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;

/**
 * An output that scores classes, against a class index as target: output [classes] with a scalar, or [steps, classes]
 * with [steps].
 *
 * @param steps 1 if the output is no sequence
 */
record ClassIndex(int steps, int classes, boolean sequence) {
    static ClassIndex of(String loss, Scope scope, Value output, Value target) {
        int rank = output.shape().rank();
        if (rank < 1
                || rank > 2
                || target.shape().size() * output.shape().dim(-1)
                        != output.shape().size()) {
            throw new InvalidSetting(loss + " needs an output of [classes] with one class index as target, or"
                    + " [steps, classes] with one index a step; the output is " + output.shape() + ", the target "
                    + target.shape());
        }
        int known = scope.classes(Field.TARGET).size();
        if (output.shape().dim(-1) < known) {
            throw new InvalidSetting("the data has " + known + " classes, but the last layer gives " + loss
                    + " outputs for " + output.shape().dim(-1) + " only; give it " + known + " units");
        }
        scope.demandClass(
                Field.TARGET,
                output.shape().dim(-1),
                loss + " has one output for each class; correct the example or leave it out, or give the last layer a"
                        + " unit for each class");
        return new ClassIndex(target.shape().size(), output.shape().dim(-1), rank == 2);
    }

    /** As [steps, classes]. */
    Value rows(Value scores) {
        return scores.reshape(steps, classes);
    }

    /** 1 at each step's class, [steps, classes]. */
    Value chosen(Scope scope, Value target) {
        return target.reshape(steps, 1).equalTo(scope.constant(TrueSteps.ascending(classes), classes));
    }

    /** Returns what each step costs, [steps], as one number. */
    Value mean(Scope scope, Optional<MeanOver> over, Value each) {
        return sequence ? TrueSteps.mean(scope, over, each) : each.at(0, 0);
    }

    /**
     * Returns the same, each step counting so many times, some perhaps not at all: {@code Σ each / Σ counts}. What a batch's mean is
     * taken over is said to the scope.
     *
     * @param each [steps], 0 where nothing counts
     * @param counts [steps]
     */
    Value mean(Scope scope, Optional<MeanOver> over, Value each, Value counts) {
        Value sum = each.sum();
        Value count = (sequence ? TrueSteps.like(scope, each, counts) : counts).sum();
        boolean tokens = !sequence || MeanOver.isTokens(over);
        scope.weigh(tokens ? count : count.greaterThan(0));
        return sum.dividedBy(count.max(scope.constant(Float.MIN_NORMAL)));
    }
}
