package org.recurve.optimization.metric;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.recurve.api.data.Field;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Metric.Accumulator;
import org.recurve.api.measure.Prediction;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.OutputMeaning;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.NoConfig;
import org.recurve.optimization.metric.agreement.BalancedAccuracy;
import org.recurve.optimization.metric.agreement.Kappa;
import org.recurve.optimization.metric.agreement.Matthews;
import org.recurve.optimization.metric.ranking.AreaUnderCurve;
import org.recurve.optimization.metric.ranking.AveragePrecision;

/** Awkward cases, held to what scikit-learn says of them: {@code measures.py}, beside {@code measures.tsv}, wrote them. */
class MeasuresOfOthersTest {
    private static final NoConfig NONE = new NoConfig();

    /**
     * A line of the file.
     *
     * @param measures of which each is NAME=VALUE, or NAME:SETTING=VALUE
     */
    private record Case(
            String name, String kind, int outputs, float[] targets, float[] predicted, List<String> measures) {
        static Case of(String line) {
            String[] cells = line.split("\t");
            return new Case(
                    cells[0],
                    cells[1],
                    Integer.parseInt(cells[2]),
                    numbers(cells[3]),
                    numbers(cells[4]),
                    List.of(cells[5].split(" ")));
        }

        private static float[] numbers(String cell) {
            String[] words = cell.split(" ");
            float[] numbers = new float[words.length];
            for (int i = 0; i < words.length; i++) {
                numbers[i] = Float.parseFloat(words[i]);
            }
            return numbers;
        }

        Prediction prediction() {
            List<String> names =
                    IntStream.range(0, outputs).mapToObj(i -> "c" + i).toList();
            return switch (kind) {
                case "classes" ->
                    new Prediction(Shape.of(outputs), new Field(Field.TARGET, Shape.of(), names, List.of()));
                case "labels" ->
                    new Prediction(
                            Shape.of(outputs),
                            new Field(Field.TARGET, Shape.of(outputs), List.of(), names),
                            OutputMeaning.LABEL_LOGITS);
                default ->
                    new Prediction(Shape.of(outputs), new Field(Field.TARGET, Shape.of(outputs), List.of(), List.of()));
            };
        }

        <C extends Record> double measured(Metric<C> metric, C config) {
            metric.check(config, prediction());
            Accumulator accumulator = metric.accumulator(config, prediction());
            int examples = predicted.length / outputs;
            int width = targets.length / examples;
            for (int i = 0; i < examples; i++) {
                accumulator.add(new Sample(
                        Arrays.copyOfRange(predicted, i * outputs, (i + 1) * outputs),
                        Shape.of(outputs),
                        Arrays.copyOfRange(targets, i * width, (i + 1) * width),
                        -1));
            }
            return accumulator.value();
        }

        private double measured(String measure) {
            Optional<Integer> all = Optional.empty();
            Optional<Integer> one = Optional.of(1);
            Optional<Averaging> micro = Optional.of(Averaging.MICRO);
            return switch (measure) {
                case "accuracy" -> measured(new Accuracy(), NONE);
                case "subset-accuracy" -> measured(new SubsetAccuracy(), NONE);
                case "balanced-accuracy" -> measured(new BalancedAccuracy(), NONE);
                case "matthews" -> measured(new Matthews(), NONE);
                case "kappa" -> measured(new Kappa(), NONE);
                case "log-loss" -> measured(new LogLoss(), NONE);
                case "calibration-error" -> measured(new CalibrationError(), new CalibrationError.Config(15));
                case "auc" -> measured(new AreaUnderCurve(), new AreaUnderCurve.Config(all));
                case "average-precision" -> measured(new AveragePrecision(), new AveragePrecision.Config(all));
                case "top:2" -> measured(new TopK(), new TopK.Config(2));
                case "precision:macro" -> measured(new PrecisionMetric(), new PrecisionMetric.Config(all));
                case "precision:micro" -> measured(new PrecisionMetric(), new PrecisionMetric.Config(all, micro));
                case "precision:1" -> measured(new PrecisionMetric(), new PrecisionMetric.Config(one));
                case "recall:macro" -> measured(new RecallMetric(), new RecallMetric.Config(all));
                case "recall:micro" -> measured(new RecallMetric(), new RecallMetric.Config(all, micro));
                case "recall:1" -> measured(new RecallMetric(), new RecallMetric.Config(one));
                case "f1:macro" -> measured(new F1(), new F1.Config(all));
                case "f1:micro" -> measured(new F1(), new F1.Config(all, micro));
                case "f1:1" -> measured(new F1(), new F1.Config(one));
                case "mean-absolute-error" -> measured(new MeanAbsoluteError(), NONE);
                case "mean-squared-error" -> measured(new MeanSquaredError(), NONE);
                case "root-mean-squared-error" -> measured(new RootMeanSquaredError(), NONE);
                case "r2" -> measured(new RSquared(), NONE);
                default -> throw new IllegalArgumentException("nothing measures " + measure);
            };
        }

        void check() {
            assertAll(measures.stream().<Executable>map(said -> () -> {
                String[] parts = said.split("=");
                double expected = Double.parseDouble(parts[1]);
                assertEquals(expected, measured(parts[0]), 1e-9 * Math.max(1, Math.abs(expected)), parts[0]);
            }));
        }
    }

    @TestFactory
    Stream<DynamicTest> asOthersMeasure() throws IOException {
        try (InputStream file = MeasuresOfOthersTest.class.getResourceAsStream("measures.tsv")) {
            List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertTrue(lines.size() > 20, "the cases are there");
            return lines.stream().map(Case::of).map(one -> DynamicTest.dynamicTest(one.name(), one::check));
        }
    }
}
