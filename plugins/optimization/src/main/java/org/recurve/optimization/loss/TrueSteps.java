package org.recurve.optimization.loss;

import java.util.Optional;
import org.recurve.api.data.Field;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;

/** The steps that a sequence truly has, where the data set says how many. */
final class TrueSteps {
    private TrueSteps() {}

    /** The mean of [steps] over the true ones; over tokens, a sequence counts as many times as it has steps. */
    static Value mean(Scope scope, Optional<Over> over, Value each) {
        if (over.filter(Over.TOKENS::equals).isPresent()) {
            scope.field(Field.LENGTH).ifPresent(scope::weigh);
        }
        return mean(scope, each);
    }

    /** 1 at the true steps of [steps], 0 behind them. */
    static Value mask(Scope scope, int steps) {
        return scope.field(Field.LENGTH)
                .map(length -> length.reshape().greaterThan(scope.constant(ascending(steps), steps)))
                .orElseGet(() -> scope.constant(1, steps));
    }

    /** The mean of [steps] over the true ones. */
    private static Value mean(Scope scope, Value each) {
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
