package org.recurve.app.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.api.event.Event.Status;
import org.recurve.storage.journal.TrialTrust;

/** The same numbers as in reports, whose printer has a test of its own. */
class ResultTableTest {
    private static String cell(double... values) {
        List<DisplayRow> rows = IntStream.range(0, values.length)
                .mapToObj(seed -> new DisplayRow(
                        "id" + seed,
                        "baseline",
                        "",
                        seed,
                        Status.FINISHED,
                        "",
                        Map.of("test.loss", values[seed]),
                        "",
                        TrialTrust.OWN))
                .toList();
        String line = ResultTable.of(rows).lines().toList().getLast();
        return line.replaceFirst("baseline +" + values.length + " +", "").strip();
    }

    @Test
    void usualNumbersHaveFourDecimals() {
        assertEquals("0.9700", cell(0.97));
        assertEquals("0.0000", cell(0));
        assertEquals("−1.5000", cell(-1.5));
        assertEquals("2.0000 ± 1.4142", cell(1, 3));
        assertEquals("1.0000 ± 0.0000", cell(1, 1));
        assertEquals("0.5000 ± 1.4e−6", cell(0.499999, 0.500001));
    }

    @Test
    void veryLargeAndVerySmallNumbersHaveAnExponent() {
        assertEquals("1.89672e30", cell(1896715343432287031845460115456.0));
        assertEquals("3.21e−12", cell(3.21e-12));
        assertEquals("−4e−8", cell(-4e-8));
        assertEquals("2e−9 ± 1.4e−9", cell(1e-9, 3e-9));
        assertEquals("NaN", cell(Double.NaN));
        assertEquals("∞", cell(Double.POSITIVE_INFINITY));
    }
}
