package org.recurve.optimization.loss;

import org.recurve.api.data.Field;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;

/** The steps that a sequence truly has, where the data set says how many. */
final class TrueSteps {
    private TrueSteps() {}

    /** The mean of [steps] over the true ones. */
    static Value mean(Scope scope, Value each) {
        int steps = each.shape().size();
        return scope.field(Field.LENGTH)
                .map(Value::reshape)
                .map(length -> length.greaterThan(scope.constant(ascending(steps), steps))
                        .choose(each, scope.zeros(steps))
                        .sum()
                        .dividedBy(length))
                .orElseGet(each::mean);
    }

    static float[] ascending(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = i;
        }
        return values;
    }
}
