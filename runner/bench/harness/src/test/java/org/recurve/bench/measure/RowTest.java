package org.recurve.bench.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.bench.workload.MatrixProduct;

class RowTest {
    private static final Row ROW =
            Row.of(new MatrixProduct("product", 100), new Samples(List.of(4.0, 1.0, 2.0, 3.0, 5.0)));

    @Test
    void takesTheRateFromTheMedian() {
        assertEquals(3, ROW.median());
        assertEquals(1.4, ROW.p10(), 1e-12);
        assertEquals(1, ROW.minimum());
        assertEquals(5, ROW.samples());
        assertEquals(2e6 / 3e6, ROW.gflops(), 1e-12);
    }

    @Test
    void survivesTheProtocol() {
        assertEquals("product\t100\t3.00000\t1.40000\t0.67\t0.000\t1.00000\t5", ROW.toTsv());
        assertEquals(ROW.toTsv(), Row.parse(ROW.toTsv()).toTsv());
    }

    @Test
    void isToldFromChatter() {
        assertTrue(Row.isRow(ROW.toTsv()));
        assertFalse(Row.isRow(Row.HEADER));
        assertFalse(Row.isRow("# libtorch"));
        assertFalse(Row.isRow("Loading a library"));
    }
}
