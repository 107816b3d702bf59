package org.recurve.reports.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SignFlipComparisonTest {
    /** Darwin's maize: crossed minus self-fertilised plants, in eighths of an inch. */
    private static final double[] MAIZE = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};

    /** Fisher (1935, § 21) counts 863 of 32,768 flips whose sum reaches 314, and as many on the other side. */
    @Test
    void darwinsMaizeGivesFishersCount() {
        assertEquals(2 * 863 / 32_768.0, SignFlipComparison.of(MAIZE).p());
    }

    /** Student's sleep data (1908): nine gains and a zero, so that four of 1,024 flips are as extreme. */
    @Test
    void studentsSleepData() {
        SignFlipComparison test = SignFlipComparison.of(1.2, 2.4, 1.3, 1.3, 0, 1.0, 1.8, 0.8, 4.6, 1.4);
        assertEquals(4 / 1024.0, test.p());
        assertTrue(test.interval().orElseThrow().excludesZero());
    }

    @Test
    void fiveSeedsRejectNothingAndSixCan() {
        assertEquals(2 / 32.0, SignFlipComparison.of(1, 2, 3, 4, 5).p());
        assertEquals(Optional.empty(), SignFlipComparison.of(1, 2, 3, 4, 5).interval());
        assertEquals(2 / 64.0, SignFlipComparison.of(1, 2, 3, 4, 5, 6).p());
        assertEquals(
                Optional.of(new ConfidenceInterval(1, 6)),
                SignFlipComparison.of(1, 2, 3, 4, 5, 6).interval());
        assertEquals(1.0, SignFlipComparison.of(0.25).p());
    }

    @Test
    void noDifferenceAtAllHasAPOfOne() {
        SignFlipComparison test = SignFlipComparison.of(new double[8]);
        assertEquals(1.0, test.p());
        assertEquals(Optional.of(new ConfidenceInterval(0, 0)), test.interval());
    }

    @Test
    void tiesCountThoughTheirSumsRoundDifferently() {
        double[] tied = {0.1, 0.2, -0.3, 0.1, 0.2, -0.3, 0.4};
        double[] whole = {1, 2, -3, 1, 2, -3, 4};
        assertEquals(
                SignFlipComparison.of(whole).p(), SignFlipComparison.of(tied).p());
    }

    /** The bounds, from the definition: there the p-value of all flips of the shifted differences crosses 5 %. */
    @RepeatedTest(5)
    void theIntervalHoldsJustTheMeansThatAreNotRejected(RepetitionInfo repetition) {
        double[] differences = normal(repetition.getCurrentRepetition(), 9, 0.5);
        ConfidenceInterval interval =
                SignFlipComparison.of(differences).interval().orElseThrow();
        double step = 1e-7;
        assertTrue(flips(differences, interval.low() + step) > 0.05);
        assertTrue(flips(differences, interval.low() - step) <= 0.05);
        assertTrue(flips(differences, interval.high() - step) > 0.05);
        assertTrue(flips(differences, interval.high() + step) <= 0.05);
    }

    private static double flips(double[] differences, double shift) {
        double[] shifted = Arrays.stream(differences).map(d -> d - shift).toArray();
        double seen = Math.abs(Arrays.stream(shifted).sum());
        int extreme = 0;
        for (int set = 0; set < 1 << shifted.length; set++) {
            double sum = 0;
            for (int i = 0; i < shifted.length; i++) {
                sum += (set >> i & 1) == 0 ? shifted[i] : -shifted[i];
            }
            extreme += Math.abs(sum) >= seen - 1e-12 ? 1 : 0;
        }
        return extreme / (double) (1 << shifted.length);
    }

    @Test
    void drawnFlipsAreCloseToAllOfThemAndTheSameEveryTime() {
        double[] many = normal(1, 21, 0.3);
        assertEquals(SignFlipComparison.of(many), SignFlipComparison.of(many));
        assertEquals(flips(many, 0), SignFlipComparison.of(many).p(), 0.002);
    }

    /** Without an effect, p falls to 5 % in 5 % of all studies at the most. */
    @Test
    void theLevelIsKept() {
        int rejected = 0;
        for (int study = 0; study < 2_000; study++) {
            rejected += SignFlipComparison.of(normal(study, 8, 0)).p() <= 0.05 ? 1 : 0;
        }
        assertTrue(rejected < 2_000 * 0.065, () -> "more than 6.5 %");
        assertTrue(rejected > 2_000 * 0.03, "the test has no power");
    }

    private static double[] normal(long seed, int count, double mean) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.doubles(count)
                .map(u ->
                        mean + StrictMath.sqrt(-2 * StrictMath.log(1 - u)) * StrictMath.cos(6.28 * random.nextDouble()))
                .toArray();
    }

    @Test
    void theSeedsThatAFamilyNeeds() {
        assertEquals(6, SignFlipComparison.pairsNeeded(1));
        assertEquals(7, SignFlipComparison.pairsNeeded(3));
        assertEquals(9, SignFlipComparison.pairsNeeded(10));
    }
}
