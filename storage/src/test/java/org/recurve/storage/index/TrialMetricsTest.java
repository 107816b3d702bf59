package org.recurve.storage.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialMetricsTest {
    @Test
    void anyNameComesBackAsItWas() {
        for (Map<String, Double> metrics : java.util.List.of(
                Map.<String, Double>of(),
                Map.of("", 1.0),
                Map.of("a", 1.0, "b", 2.0),
                Map.of(
                        "a\nb",
                        1.0,
                        "a\rb",
                        2.0,
                        "a\r\nb",
                        3.0,
                        "a\\nb",
                        4.0,
                        "\\",
                        5.0,
                        "",
                        6.0,
                        "\n",
                        7.0,
                        "a\u0085b",
                        8.0))) {
            TrialMetrics written = TrialMetrics.of(metrics);
            TrialMetrics read = TrialMetrics.read(TrialMetrics.SharedNames.read(written.text()), written.toBytes());
            assertEquals(written, read);
            metrics.forEach((name, value) -> assertEquals(value, read.get(name).orElseThrow()));
        }
    }
}
