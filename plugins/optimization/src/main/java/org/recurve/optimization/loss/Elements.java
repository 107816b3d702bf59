package org.recurve.optimization.loss;

import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;

/** An output that is compared with the target element by element, in row-major order. */
final class Elements {
    private Elements() {}

    static void check(String loss, Value output, Value target) {
        if (output.shape().size() != target.shape().size()) {
            throw new InvalidSetting(loss + " compares element with element, but the output is " + output.shape()
                    + " and the target " + target.shape()
                    + "; let the last layer give as many elements as the target has");
        }
    }
}
