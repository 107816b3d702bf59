package org.recurve.recurrence;

import org.recurve.api.model.Scope;
import org.recurve.api.model.TrueLength;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;

/** Operations of topologies on a sequence [steps, …] of which an example truly has as many steps as its length says. */
public final class SequenceValues {
    private SequenceValues() {}

    /** Refuses what is no sequence. */
    public static void demand(String layer, Value x) {
        if (x.shape().rank() < 2) {
            throw new InvalidSetting(layer + " needs a sequence of shape [steps, features…], but was given " + x.shape()
                    + "; a recurrent layer below it gives a sequence with \"output: all\"");
        }
    }

    /** Returns the sequence with one axis of features, [steps, features]. */
    public static Value flat(Value x) {
        return x.shape().rank() == 2 ? x : x.reshape(x.shape().dim(0), -1);
    }

    /** Returns the element of the last true step. */
    public static Value last(Scope scope, Value x) {
        return scope.trueLength(x)
                .filter(length -> length.axis() == 0)
                .map(length -> x.gather(length.count().minus(1)))
                .orElseGet(() -> x.at(0, x.shape().dim(0) - 1));
    }

    /** Returns how many steps the example truly has, a scalar. */
    static Value count(Scope scope, Value x) {
        return scope.trueLength(x)
                .filter(length -> length.axis() == 0)
                .map(TrueLength::count)
                .orElseGet(() -> scope.constant(x.shape().dim(0)));
    }

    /** Returns 0, 1, 2, … */
    public static float[] ascending(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = i;
        }
        return values;
    }
}
