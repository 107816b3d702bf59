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

                what          size  who                median ms    least ms   GFLOP/s  ratio of medians       of least
                a                1  base                 4.00000     0.50000     100.0  1.00 (1.00 to 1.00)    1.00
                a                1  other                4.00000     1.50000     100.0  2.00 (1.00 to 3.00)    3.00
                b                1  other                7.00000     3.50000     100.0  -                      -
                """, new Table(results, "base").render());
    }

    private static Row row(String what, double median) {
        return new Row(what, "1", median, median, 100, median / 2, 20);
    }
}
