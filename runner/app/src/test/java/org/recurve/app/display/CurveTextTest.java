package org.recurve.app.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTextTest {
    @Test
    void aColumnStandsForEachValueAndWhatIsTooLargeAtTheTop() {
        String drawn = new CurveText(List.of(4.0, 3.0, 2.0, 1.0, 0.0, 9.0, Double.NaN), 8).drawn(5, "a", "b");
        assertEquals(
                List.of(
                        "      4.00 │•    ^^",
                        "           │ •",
                        "           │  •",
                        "           │   •",
                        "      0.00 │    •",
                        "           └───────",
                        "            a     b"),
                drawn.lines().toList());
    }

    @Test
    void whatNeverChangesIsALine() {
        String drawn = new CurveText(List.of(1.0, 1.0), 8).drawn(3, "a", "b");
        assertEquals("      1.00 │••", drawn.lines().findFirst().orElseThrow());
    }
}
