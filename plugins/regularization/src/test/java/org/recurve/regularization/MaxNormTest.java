package org.recurve.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.params.VectorFactory;
import org.recurve.testkit.Contract;

class MaxNormTest {
    private static Vector theta(float... values) {
        List<Segment> segments = List.of(new Segment("a.b", Shape.of(2), 0), new Segment("a.w", Shape.of(2, 2), 2));
        return VectorFactory.of(segments, values);
    }

    @Test
    void longUnitsAreShortenedAndShortOnesKept() {
        Vector held = new MaxNorm()
                .project(
                        new MaxNorm.Config(2.5),
                        theta(9, 9, 3, 4, 1, 2),
                        segment -> segment.name().equals("a.w"));
        assertArrayEquals(new float[] {9, 9, 1.5f, 2, 1, 2}, held.toArray());
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Contract.constraint(new MaxNorm(), new MaxNorm.Config(3)).tests();
    }
}
