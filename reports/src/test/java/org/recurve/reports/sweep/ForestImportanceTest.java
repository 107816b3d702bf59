package org.recurve.reports.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.recurve.reports.Views;
import org.recurve.reports.study.StudyArms;
import org.recurve.reports.sweep.SettingImportance.Basis;
import org.recurve.reports.sweep.SettingImportance.VarianceShare;

/** Holds the estimate to functions whose shares are known in closed form. */
class ForestImportanceTest {
    /** Forests are coarse: a share of the variance is known to so much. */
    private static final double ACCURACY = 0.07;

    private static SweepPoints random(int points, int settings, ToDoubleFunction<double[]> function) {
        SplittableRandom random = new SplittableRandom(3);
        List<Views.Outcome> outcomes = new ArrayList<>();
        for (int point = 0; point < points; point++) {
            double[] x = random.doubles(settings).toArray();
            StringBuilder name = new StringBuilder("b@");
            for (int i = 0; i < settings; i++) {
                name.append(i == 0 ? "" : ",")
                        .append("x")
                        .append(i + 1)
                        .append('=')
                        .append(1 + x[i]); // from 1 to 2: no logarithms
            }
            outcomes.add(new Views.Outcome(name.toString(), "test.loss", function.applyAsDouble(x)));
        }
        return sweep(outcomes);
    }

    private static SweepPoints sweep(List<Views.Outcome> outcomes) {
        return SweepPoints.of(
                        StudyArms.of(Views.study("{}", outcomes.toArray(Views.Outcome[]::new)))
                                .all(),
                        "test.loss")
                .getFirst();
    }

    private static Map<String, Double> shares(SweepPoints sweep) {
        SettingImportance importance = ForestImportance.of(sweep).orElseThrow();
        assertEquals(Basis.FOREST, importance.basis());
        return importance.effects().stream().collect(Collectors.toMap(VarianceShare::name, VarianceShare::mean));
    }

    /** Var(4x + 2y) is (16 + 4) / 12: the shares are 0.8 and 0.2, and nothing is left for a third setting or for pairs. */
    @Test
    void sharesOfASumAreThoseOfItsTerms() {
        Map<String, Double> shares = shares(random(300, 3, x -> 10 + 4 * x[0] + 2 * x[1]));
        assertEquals(0.8, shares.get("x1"), ACCURACY);
        assertEquals(0.2, shares.get("x2"), ACCURACY);
        assertEquals(0, shares.get("x3"), 0.02);
        assertTrue(shares.getOrDefault("x1 × x2", 0.0) < 0.05, shares.toString());
    }

    /** (x − ½)(y − ½) has no main effect: the pair is all of it. */
    @Test
    void aProductIsAPair() {
        Map<String, Double> shares = shares(random(800, 2, x -> (x[0] - 0.5) * (x[1] - 0.5)));
        assertTrue(shares.get("x1 × x2") > 0.8, shares.toString());
        assertTrue(shares.get("x1") < 0.1 && shares.get("x2") < 0.1, shares.toString());
    }

    /**
     * The function of Ishigami and Homma (a = 7, b = 0.1) has the Sobol indices 0.3139, 0.4424, 0, and 0.2437 for the pair of x1
     * and x3 (Saltelli, Chan and Scott, <i>Sensitivity Analysis</i>, 2000).
     */
    @Test
    void sharesOfIshigamisFunctionAreItsSobolIndices() {
        Map<String, Double> shares = shares(random(4000, 3, place -> {
            double[] x =
                    Arrays.stream(place).map(p -> StrictMath.PI * (2 * p - 1)).toArray();
            double sine = StrictMath.sin(x[1]);
            return StrictMath.sin(x[0]) + 7 * sine * sine + 0.1 * StrictMath.pow(x[2], 4) * StrictMath.sin(x[0]);
        }));
        assertEquals(0.3139, shares.get("x1"), ACCURACY);
        assertEquals(0.4424, shares.get("x2"), ACCURACY);
        assertEquals(0, shares.get("x3"), 0.03);
        assertEquals(0.2437, shares.get("x1 × x3"), ACCURACY);
    }

    /** Names of three kinds, worth 0, 0 and 3, and a number from 1 to 1000 on a logarithmic scale, worth 0 to 3. */
    @Test
    void categoriesAndLogarithmsCountEvenly() {
        SplittableRandom random = new SplittableRandom(9);
        List<Views.Outcome> outcomes = new ArrayList<>();
        for (int point = 0; point < 400; point++) {
            String kind = List.of("a", "b", "c").get(random.nextInt(3));
            double power = 3 * random.nextDouble();
            outcomes.add(new Views.Outcome(
                    "b@kind=" + kind + ",rate=" + StrictMath.pow(10, power),
                    "test.loss",
                    10 + (kind.equals("c") ? 3 : 0) + power));
        }
        Map<String, Double> shares = shares(sweep(outcomes));
        double kinds = 9 * 2 / 9.0; // p (1 − p) 3², p = 1/3
        double rates = 9 / 12.0;
        assertEquals(kinds / (kinds + rates), shares.get("kind"), ACCURACY);
        assertEquals(rates / (kinds + rates), shares.get("rate"), ACCURACY);
    }

    /** exp(10 (4x + 2y)): by the logarithm the shares are those of the sum, where a few huge values would be all of the variance. */
    @Test
    void whatSpansDecadesIsTakenApartByItsLogarithm() {
        SweepPoints sweep = random(300, 2, x -> StrictMath.exp(10 * (4 * x[0] + 2 * x[1])));
        assertTrue(ForestImportance.of(sweep).orElseThrow().logarithmic());
        Map<String, Double> shares = shares(sweep);
        assertEquals(0.8, shares.get("x1"), ACCURACY);
        assertEquals(0.2, shares.get("x2"), ACCURACY);
    }

    @Test
    void nothingIsSaidOfFewPointsOfOneSettingOrOfEqualValues() {
        assertEquals(Optional.empty(), ForestImportance.of(random(19, 2, x -> x[0])));
        assertEquals(Optional.empty(), ForestImportance.of(random(50, 1, x -> x[0])));
        assertEquals(Optional.empty(), ForestImportance.of(random(50, 2, _ -> 0.1)));
        assertTrue(ForestImportance.of(random(20, 2, x -> x[0])).isPresent());
    }

    @Test
    void theSamePointsGiveTheSameShares() {
        assertEquals(
                ForestImportance.of(random(60, 3, x -> x[0] * x[1])),
                ForestImportance.of(random(60, 3, x -> x[0] * x[1])));
    }
}
