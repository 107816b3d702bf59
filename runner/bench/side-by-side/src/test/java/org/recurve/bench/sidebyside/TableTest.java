package org.recurve.bench.sidebyside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.bench.measure.Row;

class TableTest {
    @Test
    void ratiosAreTakenWithinRounds() {
        Results results = new Results();
        results.add(1, "base", List.of(row("a", 1)));
        results.add(1, "other", List.of(row("a", 3), row("b", 7)));
        results.add(2, "base", List.of(row("a", 10)));
        results.add(2, "other", List.of(row("a", 20)));
        results.add(3, "base", List.of(row("a", 4)));
        results.add(3, "other", List.of(row("a", 4)));
        assertEquals("""
                Ratios are times over those of base.

                what                      size  who                median ms    least ms   GFLOP/s  limit  ratio of medians       of least
                a                            1  base                 4.00000     0.50000     100.0      -  1.00 (1.00 to 1.00)    1.00
                a                            1  other                4.00000     1.50000     100.0      -  2.00 (1.00 to 3.00)    3.00
                b                            1  other                7.00000     3.50000     100.0      -  -                      -
                """, new Table(results, "base").render());
    }

    @Test
    void sharesAreOfTheNearerLimit() {
        Results results = new Results();
        Row peak = new Row("fma", "512", 1, 1, 200, 0, 1, 20);
        Row cache = new Row("copy", "32", 1, 1, 0, 50, 1, 20);
        Row memory = new Row("copy", "1024", 100, 1, 0, 20, 1, 20);
        results.add(1, "peak", List.of(peak, cache, memory));
        Limits limits = Limits.of(results);
        assertEquals(0.5, limits.share(row("a", 1)));
        assertEquals(0.2, limits.share(new Row("b", "1", 1, 1, 1, 10, 1, 20)));
        assertEquals(0.5, limits.share(new Row("c", "1", 500, 1, 1, 10, 1, 20)));
    }

    private static Row row(String what, double median) {
        return new Row(what, "1", median, median, 100, 10, median / 2, 20);
    }
}
