package org.recurve.reports.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.inference.OneWayAnova;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;
import org.recurve.reports.Views;
import org.recurve.reports.study.StudyArms;
import org.recurve.reports.sweep.SettingImportance.VarianceShare;

/**
 * Holds the decomposition to Commons Math: a setting's share is that of its one-way analysis of variance, a pair's is what
 * the pair's product adds to a regression on both settings as categories.
 */
class SettingImportanceTest {
    private static final int[] LEVELS = {3, 2, 4};
    private static final int POINTS = 24;
    private static final double ACCURACY = 1e-9;

    private static int level(int point, int setting) {
        return switch (setting) {
            case 0 -> point / 8;
            case 1 -> point / 4 % 2;
            default -> point % 4;
        };
    }

    private static SweepPoints sweep(double[]... bySeed) {
        List<Views.Outcome> outcomes = new ArrayList<>();
        for (int point = POINTS - 1; point >= 0; point--) { // in an order of their own
            double[] values = new double[bySeed.length];
            for (int seed = 0; seed < values.length; seed++) {
                values[seed] = bySeed[seed][point];
            }
            outcomes.add(new Views.Outcome(
                    "b@a=%d,b=%s,c=0.%d"
                            .formatted(level(point, 0) + 1, level(point, 1) == 0 ? "no" : "yes", level(point, 2)),
                    "test.loss",
                    values));
        }
        return SweepPoints.of(
                        StudyArms.of(Views.study("{}", outcomes.toArray(Views.Outcome[]::new)))
                                .all(),
                        "test.loss")
                .getFirst();
    }

    private static double[] random(SplittableRandom random) {
        return random.doubles(POINTS, 1, 2).toArray(); // no logarithms
    }

    /** Of the sum of squares, the share between the levels of a setting: F = (between / (k − 1)) / (within / (n − k)). */
    private static double oneWay(double[] values, int setting) {
        List<double[]> groups = new ArrayList<>();
        for (int level = 0; level < LEVELS[setting]; level++) {
            List<Double> group = new ArrayList<>();
            for (int point = 0; point < POINTS; point++) {
                if (level(point, setting) == level) {
                    group.add(values[point]);
                }
            }
            groups.add(group.stream().mapToDouble(v -> v).toArray());
        }
        double f = new OneWayAnova().anovaFValue(groups);
        double ratio = f * (LEVELS[setting] - 1) / (POINTS - LEVELS[setting]);
        return ratio / (1 + ratio);
    }

    /** What a regression explains whose predictors are each level but the first of each setting, and their products. */
    private static double explained(double[] values, boolean products, int one, int other) {
        int mains = LEVELS[one] + LEVELS[other] - 2;
        double[][] x = new double[POINTS][mains + (products ? (LEVELS[one] - 1) * (LEVELS[other] - 1) : 0)];
        for (int point = 0; point < POINTS; point++) {
            int at = 0;
            for (int a = 1; a < LEVELS[one]; a++) {
                x[point][at++] = level(point, one) == a ? 1 : 0;
            }
            for (int b = 1; b < LEVELS[other]; b++) {
                x[point][at++] = level(point, other) == b ? 1 : 0;
            }
            for (int a = 1; products && a < LEVELS[one]; a++) {
                for (int b = 1; b < LEVELS[other]; b++) {
                    x[point][at++] = level(point, one) == a && level(point, other) == b ? 1 : 0;
                }
            }
        }
        OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
        regression.newSampleData(values, x);
        return regression.calculateRSquared();
    }

    @Test
    void sharesAreThoseOfTheClassicalAnalysisOfVariance() {
        SplittableRandom random = new SplittableRandom(4);
        for (int round = 0; round < 20; round++) {
            double[] values = random(random);
            SettingImportance importance = SettingImportance.of(
                            FactorialGrid.of(sweep(values)).orElseThrow())
                    .orElseThrow();
            Map<String, Double> shares =
                    importance.effects().stream().collect(Collectors.toMap(VarianceShare::name, VarianceShare::mean));

            assertEquals(oneWay(values, 0), shares.get("a"), ACCURACY);
            assertEquals(oneWay(values, 1), shares.get("b"), ACCURACY);
            assertEquals(oneWay(values, 2), shares.get("c"), ACCURACY);
            assertEquals(explained(values, true, 0, 1) - explained(values, false, 0, 1), shares.get("a × b"), ACCURACY);
            assertEquals(explained(values, true, 0, 2) - explained(values, false, 0, 2), shares.get("a × c"), ACCURACY);
            assertEquals(explained(values, true, 1, 2) - explained(values, false, 1, 2), shares.get("b × c"), ACCURACY);
            double all = shares.values().stream().mapToDouble(share -> share).sum();
            assertEquals(1 - all, importance.rest().orElseThrow().mean(), ACCURACY);
        }
    }

    @Test
    void everySeedIsDecomposedOnItsOwn() {
        SplittableRandom random = new SplittableRandom(5);
        double[] first = random(random);
        double[] second = random(random);
        VarianceShare share =
                SettingImportance.of(FactorialGrid.of(sweep(first, second)).orElseThrow())
                        .orElseThrow()
                        .effects()
                        .stream()
                        .filter(effect -> effect.name().equals("c"))
                        .findFirst()
                        .orElseThrow();

        assertEquals(StrictMath.min(oneWay(first, 2), oneWay(second, 2)), share.low(), ACCURACY);
        assertEquals(StrictMath.max(oneWay(first, 2), oneWay(second, 2)), share.high(), ACCURACY);
        assertEquals((oneWay(first, 2) + oneWay(second, 2)) / 2, share.mean(), ACCURACY);
    }

    @Test
    void whatIsNoFullGridHasNone() {
        SweepPoints whole = sweep(random(new SplittableRandom(6)));
        assertTrue(FactorialGrid.of(whole).isPresent());
        SweepPoints holed = new SweepPoints(
                whole.variant(),
                "",
                whole.metric(),
                whole.settings(),
                whole.points().subList(1, POINTS),
                0);
        assertEquals(Optional.empty(), FactorialGrid.of(holed));
        List<SweepPoint> twice = new ArrayList<>(whole.points().subList(1, POINTS));
        twice.add(twice.getFirst());
        assertEquals(
                Optional.empty(),
                FactorialGrid.of(new SweepPoints(whole.variant(), "", whole.metric(), whole.settings(), twice, 0)));
        assertEquals(
                Optional.empty(),
                FactorialGrid.of(sweep(new double[POINTS])).flatMap(SettingImportance::of),
                "where nothing varies");
    }

    @Test
    void aPlaneIsTheMeanOverAllElse() {
        double[] values = random(new SplittableRandom(7));
        double[][] means = FactorialGrid.of(sweep(values)).orElseThrow().means(2, 0);
        for (int c = 0; c < 4; c++) {
            for (int a = 0; a < 3; a++) {
                assertEquals((values[a * 8 + c] + values[a * 8 + 4 + c]) / 2, means[c][a], ACCURACY);
            }
        }
    }
}
