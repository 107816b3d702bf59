package org.recurve.app.experiment;

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

class QuestionsJsonTest {
    @Test
    void earlierVersionsFindTheirKeys() {
        assertEquals(
                "{\"against\":\"wide\",\"better\":{\"test.accuracy\":\"higher\",\"test.mse\":\"lower\"},"
                        + "\"chosen-by\":\"validation.mse\",\"margin\":0.003,\"primary\":\"test.accuracy\","
                        + "\"published\":[{\"results\":[{\"metric\":\"updates\",\"of\":\"baseline/short\","
                        + "\"value\":1200.0}],\"source\":\"Somebody 1989\"}],\"shares\":[\"test.accuracy\"],"
                        + "\"success\":{\"bound\":0.95,\"metric\":\"validation.accuracy\",\"sign\":\">=\"},"
                        + "\"vary\":[\"init\",\"split\"]}",
                QuestionsJson.write(new StudyQuestions(
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
                        Optional.of("validation.mse"))));
        assertEquals("{}", QuestionsJson.write(StudyQuestions.NONE));
    }
}
