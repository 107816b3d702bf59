package org.recurve.api.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricNameTest {
    @ParameterizedTest
    @CsvSource({
        "test.accuracy, '', test, accuracy",
        "test.f1-0, '', test, f1-0",
        "validation.fbeta-0.5, '', validation, fbeta-0.5",
        "lstm1.gradient-norm, '', lstm1, gradient-norm",
        "encoder.lstm1.gradient-norm, '', encoder.lstm1, gradient-norm",
        "pretrain.validation.loss, pretrain, validation, loss",
        "pretrain.train.fbeta-0.5, pretrain, train, fbeta-0.5",
        "tset.accuracy, '', tset, accuracy",
        "tset.fbeta-0.5, '', tset, fbeta-0.5",
        "accuracy, '', '', accuracy",
    })
    void readsANameAndWritesItBack(String text, String phase, String owner, String metric) {
        MetricName name = MetricName.parse(text);

        assertEquals(new MetricName(phase, owner, metric), name);
        assertEquals(text, name.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "test.accuracy, true",
        "pretrain.validation.loss, true",
        "lstm1.gradient-norm, true",
        "tset.accuracy, false",
        "test, false",
        "gradient-norm, false",
        ".gradient-norm, false",
        "testing.loss, false",
    })
    void isQualifiedByASplitOrAPart(String text, boolean qualified) {
        assertEquals(qualified, MetricName.parse(text).isQualified());
    }

    @Test
    void onlyTheLossOfASplitIsALoss() {
        assertTrue(MetricName.parse("train.loss").isLoss());
        assertTrue(MetricName.parse("pretrain.validation.loss").isLoss());
        assertFalse(MetricName.parse("tset.loss").isLoss());
        assertFalse(MetricName.parse("test.loss-0").isLoss());
        assertFalse(MetricName.parse("loss").isLoss());
    }

    @Test
    void theSameMetricIsNamedOnAnotherSplit() {
        assertEquals(
                "validation.f1-0",
                MetricName.parse("test.f1-0").on("validation").toString());
        assertTrue(MetricName.parse("test.f1-0").isOf("test"));
        assertFalse(MetricName.parse("test.f1-0").isOf("train"));
    }

    @Test
    void thePluginIsTheOneWithTheLongestIdBeforeTheSettings() {
        List<String> ids = List.of("top", "top-error", "f1", "mean");

        assertEquals(Optional.of("f1"), MetricName.parse("test.f1").plugin(ids));
        assertEquals(Optional.of("f1"), MetricName.parse("test.f1-0").plugin(ids));
        assertEquals(
                Optional.of("top-error"), MetricName.parse("test.top-error-5").plugin(ids));
        assertEquals(Optional.of("top"), MetricName.parse("test.top-0.5").plugin(ids));
        assertEquals(Optional.empty(), MetricName.parse("test.f10").plugin(ids));
        assertEquals(Optional.empty(), MetricName.parse("test.loss").plugin(ids));
    }
}
