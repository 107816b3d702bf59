package org.recurve.optimization.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Metric.Accumulator;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.NoConfig;
import org.recurve.optimization.metric.agreement.BalancedAccuracy;
import org.recurve.optimization.metric.agreement.Kappa;
import org.recurve.optimization.metric.agreement.Matthews;
import org.recurve.optimization.metric.ranking.AreaUnderCurve;
import org.recurve.optimization.metric.ranking.AveragePrecision;

/** Values that the documentation of scikit-learn 1.5 prints, and definitions written out. */
class PublishedMeasuresTest {
    private static final NoConfig NONE = new NoConfig();

    private static double answered(Metric<NoConfig> metric, int classes, int[] targets, int... answers) {
        Accumulator accumulator = metric.accumulator(NONE);
        for (int i = 0; i < targets.length; i++) {
            float[] output = new float[classes];
            output[answers[i]] = 1;
            accumulator.add(new Sample(output, Shape.of(classes), new float[] {targets[i]}, -1));
        }
        return accumulator.value();
    }

    private static double numbers(Metric<NoConfig> metric, float[][] targets, float[]... outputs) {
        Accumulator accumulator = metric.accumulator(NONE);
        for (int i = 0; i < targets.length; i++) {
            accumulator.add(new Sample(outputs[i], Shape.of(outputs[i].length), targets[i], -1));
        }
        return accumulator.value();
    }

    /** Adds examples of two classes whose second one has these odds. */
    private static double ranked(Accumulator accumulator, int[] targets, double... odds) {
        for (int i = 0; i < targets.length; i++) {
            accumulator.add(new Sample(new float[] {0, (float) odds[i]}, Shape.of(2), new float[] {targets[i]}, -1));
        }
        return accumulator.value();
    }

    @Test
    void agreement() {
        assertEquals(0.625, answered(new BalancedAccuracy(), 2, new int[] {0, 1, 0, 0, 1, 0}, 0, 1, 0, 0, 0, 1), 1e-15);
        assertEquals(-1 / 3.0, answered(new Matthews(), 2, new int[] {1, 1, 1, 0}, 1, 0, 1, 1), 1e-15);
        // negative, positive, negative, neutral, positive
        assertEquals(0.6875, answered(new Kappa(), 3, new int[] {0, 2, 0, 1, 2}, 0, 2, 0, 1, 0), 1e-15);
        assertEquals(0, answered(new Kappa(), 2, new int[] {1, 1}, 1, 1), "one class alone");
        assertEquals(0, answered(new Matthews(), 2, new int[] {0, 1}, 1, 1), "always the same answer");
        assertEquals(
                0.5, answered(new BalancedAccuracy(), 3, new int[] {0, 0, 0, 1}, 0, 0, 0, 0), "one class is absent");
    }

    /** Of two classes it is Pearson's correlation of zeros and ones. */
    @Test
    void matthewsCorrelationIsPearsons() {
        Random random = new Random(3);
        int[] targets = random.ints(50, 0, 2).toArray();
        int[] answers = random.ints(50, 0, 2).toArray();
        double expected = new PearsonsCorrelation()
                .correlation(
                        Arrays.stream(targets).asDoubleStream().toArray(),
                        Arrays.stream(answers).asDoubleStream().toArray());
        assertEquals(expected, answered(new Matthews(), 2, targets, answers), 1e-12);
    }

    /** The covariance form of Gorodkin (2004), over one-hot rows. */
    @Test
    void matthewsCorrelationOfMoreClasses() {
        Random random = new Random(4);
        int[] targets = random.ints(60, 0, 4).toArray();
        int[] answers = random.ints(60, 0, 4).toArray();
        double both = 0;
        double own = 0;
        double other = 0;
        for (int k = 0; k < 4; k++) {
            int known = k;
            double p = Arrays.stream(targets).filter(i -> i == known).count() / 60.0;
            double q = Arrays.stream(answers).filter(i -> i == known).count() / 60.0;
            for (int i = 0; i < 60; i++) {
                double t = (targets[i] == k ? 1 : 0) - p;
                double a = (answers[i] == k ? 1 : 0) - q;
                both += t * a;
                own += t * t;
                other += a * a;
            }
        }
        assertEquals(both / Math.sqrt(own * other), answered(new Matthews(), 4, targets, answers), 1e-12);
    }

    @Test
    void ranking() {
        int[] targets = {0, 0, 1, 1};
        double[] odds = {0.1, 0.4, 0.35, 0.8};
        Optional<Integer> one = Optional.of(1);
        assertEquals(
                0.75, ranked(new AreaUnderCurve().accumulator(new AreaUnderCurve.Config(one)), targets, odds), 1e-15);
        assertEquals(
                0.8333333333333333,
                ranked(new AveragePrecision().accumulator(new AveragePrecision.Config(one)), targets, odds),
                1e-15);
        assertEquals(
                0.75,
                ranked(new AreaUnderCurve().accumulator(new AreaUnderCurve.Config(Optional.empty())), targets, odds),
                1e-15,
                "of two classes either way");
    }

    /** All pairs, and all thresholds, one after another; outputs have few values, so that many are equal. */
    @Test
    void rankingByBruteForce() {
        Random random = new Random(5);
        for (int round = 0; round < 20; round++) {
            int[] targets = random.ints(30, 0, 2).toArray();
            double[] odds = random.ints(30, 0, 6).asDoubleStream().toArray();
            double pairs = 0;
            double won = 0;
            double precision = 0;
            double rights = Arrays.stream(targets).sum();
            for (int i = 0; i < 30; i++) {
                double above = 0;
                double aboveRight = 0;
                for (int j = 0; j < 30; j++) {
                    if (targets[i] == 1 && targets[j] == 0) {
                        pairs++;
                        won += odds[i] > odds[j] ? 1 : odds[i] == odds[j] ? 0.5 : 0;
                    }
                    above += odds[j] >= odds[i] ? 1 : 0;
                    aboveRight += odds[j] >= odds[i] ? targets[j] : 0;
                }
                precision += targets[i] * aboveRight / above / rights;
            }
            Optional<Integer> one = Optional.of(1);
            assertEquals(
                    won / pairs,
                    ranked(new AreaUnderCurve().accumulator(new AreaUnderCurve.Config(one)), targets, odds),
                    1e-12);
            assertEquals(
                    precision,
                    ranked(new AveragePrecision().accumulator(new AveragePrecision.Config(one)), targets, odds),
                    1e-12);
        }
    }

    /** A class's odds order as its probability does, whatever the other outputs are. */
    @Test
    void severalClassesAreRankedByProbability() {
        Accumulator area = new AreaUnderCurve().accumulator(new AreaUnderCurve.Config(Optional.of(0)));
        // Probabilities of class 0: 1/3 where it is right, and e/(2e+1) = 0.42 where it is not, though its output is 9
        // there.
        area.add(new Sample(new float[] {10, 10, 10}, Shape.of(3), new float[] {0}, -1));
        area.add(new Sample(new float[] {9, 9, 8}, Shape.of(3), new float[] {1}, -1));
        assertEquals(0, area.value());
        assertTrue(
                Double.isNaN(ranked(
                        new AreaUnderCurve().accumulator(new AreaUnderCurve.Config(Optional.empty())),
                        new int[] {1, 1},
                        1,
                        2)),
                "no pair");
    }

    @Test
    void regression() {
        float[][] targets = {{3}, {-0.5f}, {2}, {7}};
        float[][] outputs = {{2.5f}, {0}, {2}, {8}};
        assertEquals(0.5, numbers(new MeanAbsoluteError(), targets, outputs), 1e-15);
        assertEquals(0.6123724356957945, numbers(new RootMeanSquaredError(), targets, outputs), 1e-15);
        assertEquals(0.9486081370449679, numbers(new RSquared(), targets, outputs), 1e-15);
        float[][] pairs = {{0.5f, 1}, {-1, 1}, {7, -6}};
        float[][] pairOutputs = {{0, 2}, {-1, 2}, {8, -5}};
        assertEquals(0.75, numbers(new MeanAbsoluteError(), pairs, pairOutputs), 1e-15);
        assertEquals(0.9368005266622779, numbers(new RSquared(), pairs, pairOutputs), 1e-14);
        assertEquals(0, numbers(new RSquared(), new float[][] {{1}, {2}, {3}}, new float[][] {{2}, {2}, {2}}));
        assertEquals(-3, numbers(new RSquared(), new float[][] {{1}, {2}, {3}}, new float[][] {{3}, {2}, {1}}));
        assertEquals(1, numbers(new RSquared(), new float[][] {{5}, {5}}, new float[][] {{5}, {5}}), "nothing varies");
    }

    /** spam, ham, ham, spam with the probabilities of spam 0.9, 0.1, 0.2, 0.65. */
    @Test
    void logLoss() {
        Accumulator loss = new LogLoss().accumulator(NONE);
        double[] spam = {0.9, 0.1, 0.2, 0.65};
        int[] targets = {1, 0, 0, 1};
        for (int i = 0; i < 4; i++) {
            float[] output = {(float) Math.log(1 - spam[i]), (float) Math.log(spam[i])};
            loss.add(new Sample(output, Shape.of(2), new float[] {targets[i]}, -1));
        }
        assertEquals(0.21616187468057912, loss.value(), 1e-7);
    }

    /** Two bins: probabilities of 0.8 right half the time, of 0.6 always; then a bin's upper edge is its own. */
    @Test
    void calibration() {
        Accumulator one = new CalibrationError().accumulator(new CalibrationError.Config(10));
        float high = (float) Math.log(4);
        float low = (float) Math.log(1.5);
        one.add(new Sample(new float[] {high, 0}, Shape.of(2), new float[] {0}, -1));
        one.add(new Sample(new float[] {high, 0}, Shape.of(2), new float[] {1}, -1));
        one.add(new Sample(new float[] {low, 0}, Shape.of(2), new float[] {0}, -1));
        one.add(new Sample(new float[] {0, low}, Shape.of(2), new float[] {1}, -1));
        assertEquals((2 * 0.3 + 2 * 0.4) / 4, one.value(), 1e-6);
        Accumulator edge = new CalibrationError().accumulator(new CalibrationError.Config(2));
        edge.add(new Sample(new float[] {0, 0}, Shape.of(2), new float[] {0}, -1)); // 0.5, in the lower bin
        edge.add(new Sample(new float[] {0, 99}, Shape.of(2), new float[] {0}, -1)); // 1, in the upper
        assertEquals((0.5 + 1) / 2, edge.value(), 1e-12);
    }
}
