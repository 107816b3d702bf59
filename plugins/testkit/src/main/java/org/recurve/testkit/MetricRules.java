package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Metric.Accumulator;
import org.recurve.api.measure.Sample;

/** Checks what is demanded of a metric: its accumulators start empty, and know nothing of each other. */
final class MetricRules {
    private MetricRules() {}

    static <C extends Record> List<ContractCheck> checks(Metric<C> metric, C config, List<Sample> samples) {
        return List.of(
                new ContractCheck("knows nothing before the first example", () -> {
                    assertTrue(Double.isNaN(metric.accumulator(config).value()));
                    assertNotNull(metric.better());
                }),
                new ContractCheck("measures examples alike whenever they come", () -> {
                    Accumulator once = metric.accumulator(config);
                    Accumulator again = metric.accumulator(config);
                    for (Sample sample : samples) {
                        once.add(sample);
                        once.value(); // looking changes nothing
                        again.add(sample);
                    }
                    assertTrue(!Double.isNaN(once.value()), "a number after the last example");
                    assertTrue(!metric.isShare() || once.value() >= 0 && once.value() <= 1, "a share lies in [0, 1]");
                    assertEquals(once.value(), again.value());
                }));
    }
}
