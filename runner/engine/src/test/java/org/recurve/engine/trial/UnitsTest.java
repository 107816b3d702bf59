package org.recurve.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Shape;
import org.recurve.api.random.Stream;
import org.recurve.compute.Given;

class UnitsTest {
    private static Given given(Shape shape, float... values) {
        return new Given("part", shape, values);
    }

    @Test
    void correlationIsPearsons() {
        // Deviations (-1, 0, 1) and (-3, 0, 3), (1, 0, -1), and (0, -1, 1): r = 1, -1, 1 / 2.
        double[] x = {1, 2, 3};
        assertEquals(1, Units.correlation(x, new double[] {2, 5, 8}), 1e-12);
        assertEquals(-1, Units.correlation(x, new double[] {3, 2, 1}), 1e-12);
        assertEquals(0.5, Units.correlation(x, new double[] {4, 3, 5}), 1e-12);
        assertEquals(0, Units.correlation(x, new double[] {4, 4, 4}));
    }

    @Test
    void aUnitThatGivesZeroForAllIsDeadAndOneThatSometimesDoesIsNot() {
        Shape three = Shape.of(3);
        List<Finding> found =
                new Units("part", "relu", List.of(given(three, 0, 0, 5), given(three, 0, 2, 0))).findings();
        assertTrue(found.getFirst().what().startsWith("part: 1 of 3 units are dead"), found.toString());
        assertEquals(
                List.of(),
                new Units("part", "tanh", List.of(given(three, 0, 0, 0.5f), given(three, 0, 0, 0))).findings());
    }

    @Test
    void unitsAtEitherEndAreSaturated() {
        Shape two = Shape.of(2);
        List<Finding> found =
                new Units("part", "sigmoid", List.of(given(two, 0.999f, 0.5f), given(two, 0.001f, 1))).findings();
        assertTrue(found.getFirst().what().startsWith("part: 1 of 2 units are saturated"), found.toString());
    }

    @Test
    void mapsThatSayTheSameAreNamed() {
        Shape maps = Shape.of(3, 1, 3);
        Given one = given(maps, 1, 2, 3, 3, 1, 2, 2, 4, 6);
        List<Finding> found = new Units("part", "conv", List.of(one)).findings();
        assertEquals(1, found.size());
        assertTrue(
                found.getFirst()
                        .what()
                        .contains("2 of 3 feature maps are like another one; the correlation of maps 1 and 3 is 1.000"),
                found.toString());
    }

    @Test
    void onePairOfManyMapsMayBeAlike() {
        int places = 20;
        float[] values = new float[8 * places];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < 7 * places ? (float) Stream.of(1).normal(i) : 2 * values[i - 7 * places];
        }
        Given one = given(Shape.of(8, 1, places), values);
        Units units = new Units("part", "conv", List.of(one));
        assertEquals(List.of(), units.findings());
        assertEquals(1, units.likeness().orElseThrow().largest(), 1e-12);
        assertEquals(2, units.likeness().orElseThrow().twins());
        Given single = given(Shape.of(3, 1, 1), 1, 2, 3);
        assertTrue(new Units("part", "conv", List.of(single)).likeness().isEmpty(), "maps of one place are no maps");
    }

    @Test
    void mapsAreCorrelatedWithEachOther() {
        // Deviations (-1, 0, 1), (-3, 0, 3) in another order, and the first again: r = 1, 1 / 2.
        Given one = given(Shape.of(3, 1, 3), 1, 2, 3, 4, 3, 5, 2, 4, 6);
        double[][] r = new Units("part", "conv", List.of(one))
                .correlations()
                .orElseThrow()
                .values();
        assertEquals(1, r[0][0], 1e-12);
        assertEquals(0.5, r[0][1], 1e-12);
        assertEquals(0.5, r[1][0], 1e-12);
        assertEquals(1, r[2][0], 1e-12);
        assertTrue(new Units("part", "relu", List.of(one)).correlations().isEmpty(), "of convolutions alone");
    }
}
