package org.recurve.engine.spec;

import org.recurve.api.data.Data;
import org.recurve.api.measure.MetricName;

/**
 * Says which epoch counts: the one with the best value of a metric, the first of those that tie.
 *
 * @param metric a qualified name ({@code validation.loss}); never of the test split
 */
public record EpochSelection(String metric, SelectionGoal goal) {
    /** Says which end of the metric is the good one. */
    public enum SelectionGoal {
        MIN,
        MAX
    }

    public EpochSelection {
        if (MetricName.parse(metric).isOf(Data.TEST)) {
            throw new IllegalArgumentException(
                    metric + " would choose by the test split, which is read once, after the choice; choose by a"
                            + " validation metric");
        }
    }

    /** Returns whether {@code candidate} beats {@code best}; NaN beats nothing, and everything else beats NaN. */
    public boolean better(double candidate, double best) {
        if (Double.isNaN(candidate) || Double.isNaN(best)) {
            return Double.isNaN(best) && !Double.isNaN(candidate);
        }
        return switch (goal) {
            case MIN -> candidate < best;
            case MAX -> candidate > best;
        };
    }
}
