package org.recurve.optimization.loss;

import java.util.Optional;
import org.recurve.api.data.Field;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;

/**
 * An output that scores classes, against a class index as target: output [classes] with a scalar, [steps, classes] with [steps], or an
 * image of scores for each class, [classes, extents…], with an image of classes, [extents…], whose pixels count as steps.
 *
 * @param steps 1 if the output is no sequence
 * @param sequence whether there are several of them
 * @param planes whether each class has an image
 */
record ClassIndex(int steps, int classes, boolean sequence, boolean planes) {
    static ClassIndex of(String loss, Scope scope, Value output, Value target) {
        Shape scores = output.shape();
        int rank = scores.rank();
        boolean planes = rank > 2 && scores.slice(1, rank).equals(target.shape());
        boolean rows = rank > 0 && rank < 3 && target.shape().size() * scores.dim(-1) == scores.size();
        if (!planes && !rows) {
            throw new InvalidSetting(loss + " needs an output of [classes] with one class index as target,"
                    + " [steps, classes] with one index a step, or [classes, height, width] with one a pixel; the output is "
                    + scores + ", the target " + target.shape()
                    + (rank == 1 && target.shape().rank() == 1
                            ? "; to get an output at each step, wrap the last layers in each-step: [{dense: "
                                    + classes(scope) + "}], behind a recurrent layer with output: all"
                            : ""));
        }
        int classes = scores.dim(planes ? 0 : -1);
        int known = scope.classes(Field.TARGET).size();
        if (classes < known) {
            throw new InvalidSetting("the data has " + known + " classes, but the last layer gives " + loss
                    + " outputs for " + classes + " only; give it " + known + (planes ? " filters" : " units"));
        }
        scope.demandClass(
                Field.TARGET,
                classes,
                loss + " has one output for each class; correct the example or leave it out, or give the last layer a"
                        + " unit for each class");
        return new ClassIndex(target.shape().size(), classes, rank > 1, planes);
    }

    private static String classes(Scope scope) {
        int known = scope.classes(Field.TARGET).size();
        return known == 0 ? "CLASSES" : String.valueOf(known);
    }

    /** As [steps, classes]. */
    Value rows(Value scores) {
        return planes ? scores.reshape(classes, steps).transpose(1, 0) : scores.reshape(steps, classes);
    }

    /** Returns the axis of an output along which its classes lie. */
    int axis() {
        return planes ? 0 : -1;
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
