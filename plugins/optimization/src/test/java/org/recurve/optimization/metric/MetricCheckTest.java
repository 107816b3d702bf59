package org.recurve.optimization.metric;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Field;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;

class MetricCheckTest {
    private static final List<String> ABC = List.of("a", "b", "c");

    private static Prediction classes(Shape output, Shape target) {
        return new Prediction(output, new Field(Field.TARGET, target, ABC));
    }

    private static Prediction numbers(Shape output, Shape target) {
        return new Prediction(output, new Field(Field.TARGET, target));
    }

    private static <C extends Record> String refused(Metric<C> metric, C config, Prediction prediction) {
        return assertThrows(InvalidSetting.class, () -> metric.check(config, prediction))
                .getMessage();
    }

    private static Stream<Metric<NoConfig>> ofClasses() {
        return Stream.of(new Accuracy(), new Perplexity(), new BitsPerCharacter());
    }

    @Test
    void classesAreComparedWithClasses() {
        ofClasses().forEach(metric -> {
            NoConfig none = new NoConfig();
            assertDoesNotThrow(() -> metric.check(none, classes(Shape.of(3), Shape.SCALAR)));
            assertDoesNotThrow(() -> metric.check(none, classes(Shape.of(5, 4), Shape.of(5))));
            refused(metric, none, numbers(Shape.of(3), Shape.SCALAR));
            refused(metric, none, classes(Shape.of(2), Shape.SCALAR));
            refused(metric, none, classes(Shape.of(4, 3), Shape.of(5)));
            refused(metric, none, classes(Shape.SCALAR, Shape.SCALAR));
        });
        assertEquals(
                "accuracy needs a score for each of the 3 classes, but the output has 2; give the last layer 3 units",
                refused(new Accuracy(), new NoConfig(), classes(Shape.of(2), Shape.SCALAR)));
    }

    @Test
    void aClassMustExist() {
        Prediction three = classes(Shape.of(3), Shape.SCALAR);
        assertDoesNotThrow(() -> new F1().check(new F1.Config(Optional.of(2)), three));
        assertDoesNotThrow(() -> new F1().check(new F1.Config(Optional.empty()), three));
        assertEquals(
                "f1: there is no class 3; the 3 classes are 0 (a) to 2 (c)",
                refused(new F1(), new F1.Config(Optional.of(3)), three));
        refused(new PrecisionMetric(), new PrecisionMetric.Config(Optional.of(3)), three);
        refused(new RecallMetric(), new RecallMetric.Config(Optional.of(3)), three);
    }

    @Test
    void theLargestOfMoreThanThere() {
        Prediction three = classes(Shape.of(3), Shape.SCALAR);
        assertDoesNotThrow(() -> new TopK().check(new TopK.Config(2), three));
        assertEquals(
                "top: the 3 largest of 3 outputs are all of them, so every answer would count as right; k is less than"
                        + " 3",
                refused(new TopK(), new TopK.Config(3), three));
    }

    @Test
    void elementsAreComparedWithElements() {
        for (Metric<NoConfig> metric : List.of(new MeanSquaredError(), new ReconstructionError())) {
            NoConfig none = new NoConfig();
            assertDoesNotThrow(() -> metric.check(none, numbers(Shape.of(4, 2), Shape.of(8))));
            refused(metric, none, numbers(Shape.of(4), Shape.of(3)));
            refused(metric, none, classes(Shape.of(3), Shape.SCALAR));
        }
    }
}
