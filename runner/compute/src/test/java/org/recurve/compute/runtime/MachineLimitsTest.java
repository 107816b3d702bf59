package org.recurve.compute.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MachineLimitsTest {
    private static final MachineLimits LIMITS =
            new MachineLimits(100, new TreeMap<>(Map.of(1_000L, 50.0, 1_000_000L, 20.0)));

    @Test
    void theSlowerOfArithmeticAndMemoryLimits() {
        assertEquals(10, LIMITS.nanos(1000, 400, 400), 1e-9);
        assertEquals(20, LIMITS.nanos(1000, 1000, 1000), 1e-9);
    }

    /** Bytes that lie within a cache are carried as fast as that, however often they are passed over. */
    @Test
    void memoryIsAsFastAsWhatHoldsAllThatIsReached() {
        assertEquals(200, LIMITS.nanos(0, 10_000, 1000), 1e-9);
        assertEquals(500, LIMITS.nanos(0, 10_000, 1001), 1e-9);
        assertEquals(5000, LIMITS.nanos(0, 100_000, 100_000_000), 1e-9);
    }

    /** No machine is slower than a billion operations and a gigabyte a second, nor has one thread a thousand times as much. */
    @Test
    void thisMachineHasLimits() {
        MachineLimits here = MachineLimits.measure();
        assertTrue(here.flopsPerNano() > 0.1 && here.flopsPerNano() < 2000, here.toString());
        assertEquals(7, here.bytesPerNano().size());
        here.bytesPerNano().values().forEach(rate -> assertTrue(rate > 0.1 && rate < 5000, here.toString()));
    }
}
