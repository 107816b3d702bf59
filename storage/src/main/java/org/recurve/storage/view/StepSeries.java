package org.recurve.storage.view;

/**
 * A quantity of one trial over its steps. Both arrays have one length; float quantities are widened, which is exact.
 *
 * @param name {@value #LOSS}, {@value #GRADIENT_NORM}, a watched quantity's name, or an epoch metric's qualified name
 * @param steps ascending
 */
public record StepSeries(String name, long[] steps, double[] values) {
    /** The loss of each step's batch, before the step. */
    public static final String LOSS = "loss";

    /** The norm of each step's gradient, before clipping. */
    public static final String GRADIENT_NORM = "gradient-norm";

    public int size() {
        return steps.length;
    }
}
