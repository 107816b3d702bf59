package org.recurve.compute.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.api.model.Shape;
import org.recurve.compute.Nets;
import org.recurve.compute.program.Program;
import org.recurve.compute.program.Quantity;
import org.recurve.compute.runtime.MachineLimits;

class TimeEstimateTest {
    private static final MachineLimits LIMITS = limits(100, 50);

    private static MachineLimits limits(double flops, double bytes) {
        return new MachineLimits(flops, new TreeMap<>(Map.of(1L << 14, bytes, 1L << 26, bytes / 2)));
    }

    static List<Nets.Net> nets() {
        return Nets.all();
    }

    @ParameterizedTest
    @MethodSource("nets")
    void moreExamplesAndSlowerMachinesTakeLonger(Nets.Net net) {
        Program program = net.program();
        double few = TimeEstimate.nanos(program, Quantity.GRADIENT, 16, LIMITS);
        assertTrue(few > 0 && Double.isFinite(few));
        assertTrue(TimeEstimate.nanos(program, Quantity.GRADIENT, 160, LIMITS) > few);
        assertTrue(TimeEstimate.nanos(program, Quantity.GRADIENT, 16, limits(1, 1)) > few);
        assertTrue(TimeEstimate.nanos(program, Quantity.OUTPUT, 16, LIMITS) < few);
    }

    /** A product of large matrices reaches most of what the machine can do, and no more. */
    @Test
    void aWideDenseLayerTakesLittleMoreThanItsProducts() {
        Nets.Net net = Nets.written(Shape.of(1024), (s, x) -> s.linear("W", x, 1024));
        double least = 256 * 2.0 * 1024 * 1024 / 100;
        double estimated = TimeEstimate.nanos(net.program(), Quantity.OUTPUT, 256, LIMITS);
        assertEquals(1.5, estimated / least, 0.5);
    }
}
