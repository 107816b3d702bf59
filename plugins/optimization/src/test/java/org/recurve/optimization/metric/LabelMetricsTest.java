package org.recurve.optimization.metric;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.data.Field;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Metric.Accumulator;
import org.recurve.api.measure.Prediction;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.OutputMeaning;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.optimization.metric.ranking.AreaUnderCurve;
import org.recurve.optimization.metric.ranking.AveragePrecision;
import org.recurve.testkit.Contract;

/** Measures of several labels that may hold at once; the numbers expected were worked out with numpy, by their definitions. */
class LabelMetricsTest {
    private static final float[][] LOGITS = {{2, -1, .5f}, {-3, 1, -.5f}, {.25f, 2, -1}, {-1, -.5f, 3}, {1.5f, .75f, -2}
    };
    private static final float[][] HOLDING = {{1, 0, 0}, {0, 1, 1}, {1, 1, 0}, {0, 0, 1}, {0, 1, 0}};
    private static final Field LABELS = new Field(Field.TARGET, Shape.of(3), List.of(), List.of("cat", "dog", "owl"));
    private static final Prediction PREDICTION = new Prediction(Shape.of(3), LABELS, OutputMeaning.LABEL_LOGITS);

    private static <C extends Record> double measured(Metric<C> metric, C config) {
        metric.check(config, PREDICTION);
        Accumulator accumulator = metric.accumulator(config, PREDICTION);
        assertTrue(Double.isNaN(accumulator.value()), "nothing is known before the first example");
        for (int i = 0; i < LOGITS.length; i++) {
            accumulator.add(new Sample(LOGITS[i].clone(), Shape.of(3), HOLDING[i].clone(), -1));
        }
        return accumulator.value();
    }

    private static Optional<Integer> all() {
        return Optional.empty();
    }

    @Test
    void eachLabelOfEachExampleIsAnAnswer() {
        NoConfig none = new NoConfig();
        assertEquals(0.8, measured(new Accuracy(), none), 1e-15);
        assertEquals(0.2, measured(new ErrorRate(), none), 1e-15);
        assertEquals(0.4, measured(new SubsetAccuracy(), none), 1e-15);
        assertEquals(0.45449734285774057, measured(new LogLoss(), none), 1e-12);
        assertEquals(0.26478823117596556, measured(new CalibrationError(), new CalibrationError.Config(15)), 1e-12);
    }

    @Test
    void labelsAreAveragedAsClassesAreOrAllTogether() {
        assertEquals(13 / 18.0, measured(new PrecisionMetric(), new PrecisionMetric.Config(all())), 1e-15);
        assertEquals(5 / 6.0, measured(new RecallMetric(), new RecallMetric.Config(all())), 1e-15);
        assertEquals(2.3 / 3, measured(new F1(), new F1.Config(all())), 1e-15);
        assertEquals(0.5, measured(new F1(), new F1.Config(Optional.of(2))), 1e-15);
        Optional<Averaging> micro = Optional.of(Averaging.MICRO);
        assertEquals(0.8, measured(new F1(), new F1.Config(all(), micro)), 1e-15);
        assertEquals(0.75, measured(new PrecisionMetric(), new PrecisionMetric.Config(all(), micro)), 1e-15);
        assertEquals(6 / 7.0, measured(new RecallMetric(), new RecallMetric.Config(all(), micro)), 1e-15);
        assertThrows(InvalidSetting.class, () -> new F1.Config(Optional.of(1), micro));
    }

    @Test
    void eachLabelIsRankedByItsOwnLogit() {
        assertEquals(8 / 9.0, measured(new AreaUnderCurve(), new AreaUnderCurve.Config(all())), 1e-12);
        assertEquals(5 / 6.0, measured(new AreaUnderCurve(), new AreaUnderCurve.Config(Optional.of(0))), 1e-12);
        assertEquals(8 / 9.0, measured(new AveragePrecision(), new AveragePrecision.Config(all())), 1e-12);
    }

    @Test
    void pastTheEndOfASequenceNoLabelCounts() {
        Accumulator accuracy = new Accuracy().accumulator(new NoConfig(), PREDICTION);
        accuracy.add(new Sample(new float[] {1, -1, 1, 1}, Shape.of(2, 2), new float[] {1, 1, 0, 0}, 1));
        assertEquals(0.5, accuracy.value());
        Accumulator micro = new F1().accumulator(new F1.Config(all(), Optional.of(Averaging.MICRO)), PREDICTION);
        micro.add(new Sample(new float[] {1, -1, 1, 1}, Shape.of(2, 2), new float[] {1, 1, 0, 0}, 1));
        assertEquals(2 / 3.0, micro.value());
    }

    private static String refused(Prediction prediction) {
        return assertThrows(InvalidSetting.class, () -> new F1().check(new F1.Config(Optional.of(1)), prediction))
                .getMessage();
    }

    @Test
    void outputsMustBeLogitsOfTheLabels() {
        assertEquals(
                "f1 takes a label to hold where its output is above 0, and this loss takes outputs for something else; let the"
                        + " loss be sigmoid-cross-entropy, without a sigmoid before it",
                refused(new Prediction(Shape.of(3), LABELS, OutputMeaning.NUMBERS)));
        assertEquals(
                "f1 needs an output for each of the 3 labels; the output is 2, the target 3; give the last layer 3"
                        + " units",
                refused(new Prediction(Shape.of(2), LABELS, OutputMeaning.LABEL_LOGITS)));
        assertEquals(
                "f1: there is no label 3; the 3 labels are 0 (cat) to 2 (owl)",
                assertThrows(InvalidSetting.class, () -> new F1().check(new F1.Config(Optional.of(3)), PREDICTION))
                        .getMessage());
        assertDoesNotThrow(() -> new MeanSquaredError().check(new NoConfig(), PREDICTION));
        assertThrows(InvalidSetting.class, () -> new TopK().check(new TopK.Config(1), PREDICTION));
        assertThrows(
                InvalidSetting.class,
                () -> new SubsetAccuracy()
                        .check(
                                new NoConfig(),
                                new Prediction(
                                        Shape.of(3), new Field(Field.TARGET, Shape.SCALAR, List.of("a", "b", "c")))));
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        Sample one = new Sample(LOGITS[0], Shape.of(3), HOLDING[0], -1);
        Sample other = new Sample(LOGITS[1], Shape.of(3), HOLDING[1], -1);
        return Contract.metric(new SubsetAccuracy(), new NoConfig(), one, other).tests();
    }
}
