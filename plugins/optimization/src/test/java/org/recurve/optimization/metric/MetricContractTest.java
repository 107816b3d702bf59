package org.recurve.optimization.metric;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.NoConfig;
import org.recurve.optimization.metric.agreement.BalancedAccuracy;
import org.recurve.optimization.metric.agreement.IntersectionOverUnion;
import org.recurve.optimization.metric.agreement.Kappa;
import org.recurve.optimization.metric.agreement.Matthews;
import org.recurve.optimization.metric.ranking.AreaUnderCurve;
import org.recurve.optimization.metric.ranking.AveragePrecision;
import org.recurve.testkit.Contract;

class MetricContractTest {
    private static final Sample CLASSES = new Sample(new float[] {0, 1, 0.5f}, Shape.of(3), new float[] {1}, -1);
    private static final Sample OTHER = new Sample(new float[] {0, 1, 0.5f}, Shape.of(3), new float[] {0}, -1);
    private static final Sample NUMBERS = new Sample(new float[] {0, 1}, Shape.of(2), new float[] {1, 1}, -1);

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        return Stream.of(
                        Contract.metric(new Accuracy(), new NoConfig(), CLASSES, CLASSES),
                        Contract.metric(new TopK(), new TopK.Config(2), CLASSES, CLASSES),
                        Contract.metric(
                                new PrecisionMetric(), new PrecisionMetric.Config(Optional.of(1)), CLASSES, CLASSES),
                        Contract.metric(
                                new RecallMetric(), new RecallMetric.Config(Optional.empty()), CLASSES, CLASSES),
                        Contract.metric(new F1(), new F1.Config(Optional.empty()), CLASSES, CLASSES),
                        Contract.metric(
                                new IntersectionOverUnion(),
                                new IntersectionOverUnion.Config(Optional.empty(), Optional.empty()),
                                CLASSES,
                                CLASSES),
                        Contract.metric(new Perplexity(), new NoConfig(), CLASSES, CLASSES),
                        Contract.metric(new BitsPerCharacter(), new NoConfig(), CLASSES, CLASSES),
                        Contract.metric(new LogLoss(), new NoConfig(), CLASSES, CLASSES),
                        Contract.metric(new CalibrationError(), new CalibrationError.Config(15), CLASSES, OTHER),
                        Contract.metric(new BalancedAccuracy(), new NoConfig(), CLASSES, OTHER),
                        Contract.metric(new Kappa(), new NoConfig(), CLASSES, OTHER),
                        Contract.metric(new Matthews(), new NoConfig(), CLASSES, OTHER),
                        Contract.metric(
                                new AreaUnderCurve(), new AreaUnderCurve.Config(Optional.empty()), CLASSES, OTHER),
                        Contract.metric(
                                new AveragePrecision(), new AveragePrecision.Config(Optional.of(1)), CLASSES, OTHER),
                        Contract.metric(new MeanAbsoluteError(), new NoConfig(), NUMBERS, NUMBERS),
                        Contract.metric(new RootMeanSquaredError(), new NoConfig(), NUMBERS, NUMBERS),
                        Contract.metric(new RSquared(), new NoConfig(), NUMBERS, NUMBERS),
                        Contract.metric(new ReconstructionError(), new NoConfig(), NUMBERS, NUMBERS),
                        Contract.metric(new MeanSquaredError(), new NoConfig(), NUMBERS, NUMBERS))
                .flatMap(Contract::tests);
    }
}
