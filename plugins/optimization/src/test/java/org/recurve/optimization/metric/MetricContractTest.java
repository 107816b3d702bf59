package org.recurve.optimization.metric;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.NoConfig;
import org.recurve.testkit.Contract;

class MetricContractTest {
    private static final Sample CLASSES = new Sample(new float[] {0, 1, 0.5f}, Shape.of(3), new float[] {1}, -1);
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
                        Contract.metric(new Perplexity(), new NoConfig(), CLASSES, CLASSES),
                        Contract.metric(new BitsPerCharacter(), new NoConfig(), CLASSES, CLASSES),
                        Contract.metric(new ReconstructionError(), new NoConfig(), NUMBERS, NUMBERS),
                        Contract.metric(new MeanSquaredError(), new NoConfig(), NUMBERS, NUMBERS))
                .flatMap(Contract::tests);
    }
}
