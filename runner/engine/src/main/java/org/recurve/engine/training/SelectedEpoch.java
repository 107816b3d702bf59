package org.recurve.engine.training;

import java.util.Map;
import java.util.Optional;
import org.recurve.compute.program.ModelState;
import org.recurve.engine.spec.EpochSelection;

/**
 * The epoch that counts so far.
 *
 * @param epoch counted from 1
 * @param metrics of that epoch
 */
record SelectedEpoch(int epoch, Map<String, Double> metrics, ModelState state) {
    /** This one, unless {@code later} is better; without a rule the later one always is. */
    SelectedEpoch or(SelectedEpoch later, Optional<EpochSelection> rule) {
        boolean better = rule.map(selection -> selection.better(later.value(selection), value(selection)))
                .orElse(true);
        return better ? later : this;
    }

    private double value(EpochSelection rule) {
        return metrics.getOrDefault(rule.metric(), Double.NaN);
    }
}
