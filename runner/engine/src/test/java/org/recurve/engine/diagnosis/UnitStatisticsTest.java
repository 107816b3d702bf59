package org.recurve.engine.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.model.Shape;
import org.recurve.api.random.Stream;
import org.recurve.compute.program.LayerActivations;

class UnitStatisticsTest {
    private static LayerActivations given(Shape shape, float... values) {
        return new LayerActivations("part", shape, values, new float[0]);
    }

    private static LayerActivations sloped(Shape shape, float[] values, float... slopes) {
        return new LayerActivations("part", shape, values, slopes);
    }

    private static float[] numbers(float... numbers) {
        return numbers;
    }

    @Test
    void correlationIsPearsons() {
        // Deviations (-1, 0, 1) and (-3, 0, 3), (1, 0, -1), and (0, -1, 1): r = 1, -1, 1 / 2.
        double[] x = {1, 2, 3};
        assertEquals(1, UnitStatistics.correlation(x, new double[] {2, 5, 8}), 1e-12);
        assertEquals(-1, UnitStatistics.correlation(x, new double[] {3, 2, 1}), 1e-12);
        assertEquals(0.5, UnitStatistics.correlation(x, new double[] {4, 3, 5}), 1e-12);
        assertEquals(0, UnitStatistics.correlation(x, new double[] {4, 4, 4}));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 1000})
    void correlationAgreesWithCommonsMath(int count) {
        double[] x = new double[count];
        double[] y = new double[count];
        for (int i = 0; i < count; i++) {
            x[i] = 1e3 + Stream.of(1).normal(i);
            y[i] = x[i] - 5 * Stream.of(2).normal(i);
        }
        assertEquals(new PearsonsCorrelation().correlation(x, y), UnitStatistics.correlation(x, y), 1e-10);
    }

    @Test
    void aUnitThatNoGradientEverPassesIsDeadAndOneThatSomePassIsNot() {
        Shape three = Shape.of(3);
        List<DiagnosisFinding> found = new UnitStatistics(
                        "part",
                        false,
                        List.of(sloped(three, numbers(0, 0, 5), 0, 0, 1), sloped(three, numbers(0, 2, 0), 0, 1, 0)))
                .findings();
        assertEquals(1, found.size());
        assertTrue(found.getFirst().what().startsWith("part: 1 of 3 units are dead"), found.toString());
        assertEquals(
                List.of(),
                new UnitStatistics("part", false, List.of(given(three, 0, 0, 5), given(three, 0, 0, 0))).findings(),
                "of what is no activation, units that give 0 say nothing");
    }

    @Test
    void unitsAtEitherEndAreSaturatedEvenWhereNoGradientPassesAtAll() {
        Shape three = Shape.of(3);
        List<DiagnosisFinding> found = new UnitStatistics(
                        "part",
                        false,
                        List.of(
                                sloped(three, numbers(0.999f, 0.5f, 1), 0.001f, 0.25f, 0),
                                sloped(three, numbers(0.001f, 1, -1), 0.001f, 0, 0)))
                .findings();
        assertEquals(1, found.size());
        assertTrue(found.getFirst().what().startsWith("part: 2 of 3 units are saturated"), found.toString());
    }

    @Test
    void aUnitThatLeaksIsNotStuck() {
        LayerActivations leaking = sloped(Shape.of(1), numbers(-0.05f), 0.01f);
        assertEquals(List.of(), new UnitStatistics("part", false, List.of(leaking)).findings());
    }

    @Test
    void mapsThatSayTheSameAreNamed() {
        Shape maps = Shape.of(3, 1, 3);
        LayerActivations one = given(maps, 1, 2, 3, 3, 1, 2, 2, 4, 6);
        List<DiagnosisFinding> found = new UnitStatistics("part", true, List.of(one)).findings();
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
        LayerActivations one = given(Shape.of(8, 1, places), values);
        UnitStatistics statistics = new UnitStatistics("part", true, List.of(one));
        assertEquals(List.of(), statistics.findings());
        assertEquals(1, statistics.likeness().orElseThrow().largest(), 1e-12);
        assertEquals(2, statistics.likeness().orElseThrow().twins());
        LayerActivations single = given(Shape.of(3, 1, 1), 1, 2, 3);
        assertTrue(
                new UnitStatistics("part", true, List.of(single)).likeness().isEmpty(),
                "maps of one place are no maps");
    }

    @Test
    void mapsAreCorrelatedWithEachOther() {
        // Deviations (-1, 0, 1), (-3, 0, 3) in another order, and the first again: r = 1, 1 / 2.
        LayerActivations one = given(Shape.of(3, 1, 3), 1, 2, 3, 4, 3, 5, 2, 4, 6);
        double[][] r = new UnitStatistics("part", true, List.of(one))
                .correlations()
                .orElseThrow()
                .values();
        assertEquals(1, r[0][0], 1e-12);
        assertEquals(0.5, r[0][1], 1e-12);
        assertEquals(0.5, r[1][0], 1e-12);
        assertEquals(1, r[2][0], 1e-12);
        assertTrue(
                new UnitStatistics("part", false, List.of(one)).correlations().isEmpty(), "of filters alone");
    }
}
