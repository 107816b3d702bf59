package org.recurve.app.text;

import java.util.List;
import org.recurve.app.run.VariantPlanner.VariantPlan;

/** Warns of layers whose results depend on how much room a data set leaves for sequences, and so on padding. */
public final class PaddingWarnings {
    private PaddingWarnings() {}

    /** Returns one line for each layer and reason, in the order of the model. */
    public static List<String> of(VariantPlan plan) {
        return plan.program().capacityCautions().stream()
                .map(caution -> (caution.part().isEmpty() ? "model" : caution.part()) + ": " + caution.what()
                        + "; results depend on the padding of short sequences, so compare only trials with equal steps, or"
                        + " reduce the sequence before it (global-pool, k-max, adaptive-pool, recurrent)")
                .distinct()
                .toList();
    }
}
