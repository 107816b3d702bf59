package org.recurve.engine.trial;

import java.util.Map;
import java.util.Optional;
import org.recurve.compute.State;
import org.recurve.engine.spec.Select;

/**
 * The epoch that counts so far.
 *
 * @param epoch counted from 1
 * @param metrics of that epoch
 */
record Selected(int epoch, Map<String, Double> metrics, State state) {
    /** This one, unless {@code later} is better; without a rule the later one always is. */
    Selected or(Selected later, Optional<Select> rule) {
        boolean better = rule.map(select -> select.better(later.value(select), value(select)))
                .orElse(true);
        return better ? later : this;
    }

    private double value(Select rule) {
        return metrics.getOrDefault(rule.metric(), Double.NaN);
    }
}
