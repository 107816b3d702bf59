package org.recurve.optimization.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Metric.Accumulator;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.NoConfig;

class ClassScoresTest {
    /** Each row: the right class, then the class that is answered. */
    private static <C extends Record> double value(Metric<C> metric, C config, int[]... answers) {
        Accumulator accumulator = metric.accumulator(config);
        assertTrue(Double.isNaN(accumulator.value()), "nothing is known before the first example");
        for (int[] answer : answers) {
            float[] output = new float[4];
            output[answer[1]] = 1;
            accumulator.add(new Sample(output, Shape.of(4), new float[] {answer[0]}, -1));
        }
        return accumulator.value();
    }

    /** Class 0: 2 hits of 3 answers and 3 targets; class 1: 1 of 2 and 2; class 2: 0 of 0 and 0; class 3: 0 of 1 and 1. */
    private static final int[][] ANSWERS = {{0, 0}, {0, 0}, {0, 1}, {1, 1}, {1, 3}, {3, 0}};

    @Test
    void precisionRecallAndTheirMeanByHand() {
        assertEquals(2 / 3.0, value(new PrecisionMetric(), new PrecisionMetric.Config(Optional.of(0)), ANSWERS));
        assertEquals(2 / 3.0, value(new RecallMetric(), new RecallMetric.Config(Optional.of(0)), ANSWERS));
        assertEquals(0.5, value(new F1(), new F1.Config(Optional.of(1)), ANSWERS));
        assertEquals(
                0, value(new RecallMetric(), new RecallMetric.Config(Optional.of(2)), ANSWERS), "nothing to divide by");
        assertEquals(0, value(new PrecisionMetric(), new PrecisionMetric.Config(Optional.of(9)), ANSWERS));
        double mean = (2 / 3.0 + 0.5 + 0) / 3; // class 2 never occurs
        assertEquals(mean, value(new F1(), new F1.Config(Optional.empty()), ANSWERS), 1e-15);
        assertEquals(mean, value(new RecallMetric(), new RecallMetric.Config(Optional.empty()), ANSWERS), 1e-15);
    }

    /** 3 answers of class 1, 2 of them right, of 4 that there are: precision ⅔, recall ½, F1 4/7. */
    @Test
    void theHarmonicMeanLiesBelowTheArithmeticOne() {
        int[][] answers = {{1, 1}, {1, 1}, {1, 0}, {1, 2}, {0, 1}};
        assertEquals(4 / 7.0, value(new F1(), new F1.Config(Optional.of(1)), answers), 1e-15);
    }

    private static double logits(Metric<NoConfig> metric, int steps, float[] target, float... output) {
        Accumulator accumulator = metric.accumulator(new NoConfig());
        accumulator.add(new Sample(output, Shape.of(target.length, 2), target, steps));
        return accumulator.value();
    }

    /** Probabilities ¾ and ¼, then ½; the third step is past the end. */
    @Test
    void surpriseIsCountedInBitsAndInChoices() {
        float ln3 = (float) StrictMath.log(3);
        float[] target = {1, 0, 0};
        float[] output = {ln3, 0, 7, 7, -99, 99};
        assertEquals(1.5, logits(new BitsPerCharacter(), 2, target, output), 1e-6);
        assertEquals(StrictMath.sqrt(8), logits(new Perplexity(), 2, target, output), 1e-6);
        assertEquals(1000 / StrictMath.log(2), logits(new BitsPerCharacter(), -1, new float[] {0}, 0, 1000), 1e-9);
    }

    @Test
    void severalAnswersMayBeAllowed() {
        TopK top = new TopK();
        Accumulator two = top.accumulator(new TopK.Config(2));
        float[] output = {0.5f, 3, 0.5f, 2};
        for (int target = 0; target < 4; target++) {
            two.add(new Sample(output, Shape.of(4), new float[] {target}, -1));
        }
        assertEquals(0.5, two.value());
        Accumulator three = top.accumulator(new TopK.Config(3));
        three.add(new Sample(output, Shape.of(4), new float[] {0}, -1));
        three.add(new Sample(output, Shape.of(4), new float[] {2}, -1));
        assertEquals(0.5, three.value(), "of equal outputs the first comes first");
    }

    @Test
    void aReconstructionIsMeasuredExampleByExample() {
        Accumulator error = new ReconstructionError().accumulator(new NoConfig());
        error.add(new Sample(new float[] {1, 2}, Shape.of(2), new float[] {0, 4}, -1));
        error.add(new Sample(new float[] {1, 9, 1, 9}, Shape.of(2, 2), new float[] {0, 9, 5, 5}, 1));
        assertEquals((5 + 1) / 2.0, error.value());
    }
}
