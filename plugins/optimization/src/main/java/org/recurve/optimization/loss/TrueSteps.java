package org.recurve.optimization.loss;

import java.util.Optional;
import org.recurve.api.model.Scope;
import org.recurve.api.model.TrueLength;
import org.recurve.api.model.Value;

/** The steps that a sequence truly has, where the data set says how many. */
final class TrueSteps {
    private TrueSteps() {}

    /** Returns the mean of [steps] over the true ones; over tokens, a sequence counts as many times as it has steps. */
    static Value mean(Scope scope, Optional<MeanOver> over, Value each) {
        if (MeanOver.isTokens(over)) {
            scope.trueLength(each).map(TrueLength::count).ifPresent(scope::weigh);
        }
        return each.mean();
    }

    /** Returns the [steps] of {@code value}, of which those exist that {@code steps} has. */
    static Value like(Scope scope, Value steps, Value value) {
        return scope.trueLength(steps)
                .map(length -> scope.withTrueLength(value, 0, length.count()))
                .orElse(value);
    }

    static float[] ascending(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = i;
        }
        return values;
    }
}
