package org.recurve.reports.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WelchComparisonTest {
    /** R prints of t.test(extra ~ group, data = sleep): p-value = 0.07939, interval −3.3654832 to 0.2054832, means 0.75 and 2.33. */
    @Test
    void asRPrintsOfTheSleepData() {
        List<Double> first = List.of(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0);
        List<Double> second = List.of(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4);
        WelchComparison test = WelchComparison.of(first, second).orElseThrow();

        assertEquals(-1.58, test.difference(), 1e-12);
        assertEquals(0.07939, test.p(), 5e-6);
        assertEquals(-3.3654832, test.interval().low(), 5e-8);
        assertEquals(0.2054832, test.interval().high(), 5e-8);
    }

    @Test
    void withoutSpreadThereIsNoTest() {
        assertEquals(Optional.empty(), WelchComparison.of(List.of(1.0), List.of(2.0, 3.0)));
        assertEquals(Optional.empty(), WelchComparison.of(List.of(1.0, 1.0), List.of(2.0, 2.0)));
    }
}
