package org.recurve.engine.estimate;

import java.util.List;
import java.util.Map;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.compute.Quantity;
import org.recurve.engine.trial.Prepared;

/**
 * What a trial computes.
 *
 * @param training floating-point operations of its steps; those that an optimizer asks for beside the gradient are left to
 *     the rate at which a step is done
 * @param evaluation of the passes over held out examples
 */
public record Work(double training, double evaluation) {
    /** That of a trial with these phases. */
    public static Work of(List<Prepared> phases) {
        double training = 0;
        double evaluation = 0;
        for (Prepared phase : phases) {
            Map<String, Examples> splits = phase.chunking().data().splits();
            double epochs = phase.phase().training().epochs();
            double forward = phase.program().flops(Quantity.OUTPUT);
            double reads = phase.phase().training().reads(splits.get(Data.TRAIN).size());
            training += reads * phase.program().flops(Quantity.GRADIENT);
            evaluation += epochs * size(splits, Data.VALIDATION) * forward;
            evaluation += phase.equals(phases.getLast()) ? size(splits, Data.TEST) * forward : 0;
        }
        return new Work(training, evaluation);
    }

    private static double size(Map<String, Examples> splits, String split) {
        return splits.containsKey(split) ? splits.get(split).size() : 0;
    }

    /** Floating-point operations. */
    public double flops() {
        return training + evaluation;
    }
}
