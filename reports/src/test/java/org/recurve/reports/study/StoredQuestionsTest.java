package org.recurve.reports.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.event.ArmName;
import org.recurve.api.event.ComparisonSign;
import org.recurve.api.event.SeedVariation;
import org.recurve.api.event.StudyQuestions;
import org.recurve.api.event.StudyQuestions.MetricTrait;
import org.recurve.api.event.StudyQuestions.PlannedComparison;
import org.recurve.api.event.StudyQuestions.PublishedNumber;
import org.recurve.api.event.StudyQuestions.PublishedSource;
import org.recurve.api.event.StudyQuestions.SuccessCriterion;
import org.recurve.api.measure.Metric.Better;
import org.recurve.reports.Views;

class StoredQuestionsTest {
    @Test
    void theJsonOfEarlierVersionsAsksAllThatItAsked() {
        assertEquals(
                new StudyQuestions(
                        Optional.of(new PlannedComparison("test.accuracy", "wide", 0.003)),
                        List.of(SeedVariation.INIT, SeedVariation.SPLIT),
                        Map.of(
                                "test.accuracy",
                                new MetricTrait(Better.HIGHER, true),
                                "test.mse",
                                new MetricTrait(Better.LOWER, false)),
                        Optional.of(new SuccessCriterion("validation.accuracy", ComparisonSign.AT_LEAST, 0.95)),
                        List.of(new PublishedSource(
                                "Somebody 1989",
                                List.of(new PublishedNumber("updates", new ArmName("baseline", "short"), 1200)))),
                        Optional.of("validation.mse")),
                read("""
                        {"primary": "test.accuracy", "against": "wide", "margin": 0.003, "vary": ["init", "split"],
                         "better": {"test.accuracy": "higher", "test.mse": "lower"}, "shares": ["test.accuracy"],
                         "success": {"metric": "validation.accuracy", "sign": ">=", "bound": 0.95},
                         "published": [{"source": "Somebody 1989",
                          "results": [{"metric": "updates", "of": "baseline/short", "value": 1200}]}],
                         "chosen-by": "validation.mse"}"""));
    }

    @Test
    void whatIsMissingOrMalformedWasNotAsked() {
        assertEquals(StudyQuestions.NONE, read("{}"));
        assertEquals(StudyQuestions.NONE, read("no json"));
        assertEquals(
                StudyQuestions.NONE,
                read("{\"success\": {\"metric\": \"a.b\", \"sign\": \"?\", \"bound\": 1}, \"better\": {\"a.b\": 3}}"));
    }

    private static StudyQuestions read(String compare) {
        return StoredQuestions.of(Views.study(compare));
    }
}
