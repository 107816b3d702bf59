package org.recurve.optimization.loss;

import java.util.Optional;
import org.recurve.api.data.Field;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;

/** An output that is compared with the target element by element, in row-major order. */
final class ElementTargets {
    private ElementTargets() {}

    /**
     * Returns the mean of what each element costs, in row-major order; for an output that runs over the steps of the input, over its
     * true steps.
     */
    static Value mean(Scope scope, Optional<MeanOver> over, Value output, Value each) {
        boolean sequence = output.shape().rank() > 0
                && (scope.trueLength(output)
                                .filter(length -> length.axis() == 0)
                                .isPresent()
                        || scope.field(Field.INPUT)
                                .filter(input -> input.shape().rank() > 0
                                        && input.shape().dim(0)
                                                == output.shape().dim(0))
                                .isPresent());
        if (!sequence) {
            return each.mean();
        }
        int steps = output.shape().dim(0);
        return TrueSteps.mean(
                scope, over, each.reshape(steps, output.shape().size() / steps).mean(1));
    }

    static void check(String loss, Value output, Value target) {
        if (output.shape().size() != target.shape().size()) {
            throw new InvalidSetting(loss + " compares element with element, but the output is " + output.shape()
                    + " and the target " + target.shape()
                    + "; let the last layer give as many elements as the target has");
        }
    }
}
