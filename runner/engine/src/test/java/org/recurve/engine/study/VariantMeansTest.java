package org.recurve.engine.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.recurve.api.event.ArmName;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.engine.study.StudyResult.TrialEnd;

class VariantMeansTest {
    private static TrialEnd outcome(String variant, String task, Status status, Map<String, Double> metrics) {
        TrialEnded ended = new TrialEnded("t", status, "", 1, metrics, "", Duration.ZERO, Instant.EPOCH);
        return new TrialEnd(new TrialPlan("t", variant, task, 0), ended, false);
    }

    private final VariantMeans means = new VariantMeans(List.of(
            outcome("a", "short", Status.FINISHED, Map.of("test.loss", 1.0)),
            outcome("a", "long", Status.FINISHED, Map.of("test.loss", 4.0)),
            outcome("b", "", Status.FINISHED, Map.of("test.loss", 4.0)),
            outcome("b", "", Status.DIVERGED, Map.of("test.loss", 5.0)),
            outcome("c", "", Status.FINISHED, Map.of())));

    @Test
    void aVariantIsTheMeanOfItsTrials() {
        assertEquals(OptionalDouble.of(2.5), means.of("test.loss", ArmName.parse("a")));
        assertEquals(OptionalDouble.of(4), means.of("test.loss", ArmName.parse("a/long")));
    }

    @Test
    void thereIsNoMeanOfWhatIsNotWhole() {
        assertEquals(OptionalDouble.empty(), means.of("test.loss", ArmName.parse("b")));
        assertEquals(OptionalDouble.empty(), means.of("test.loss", ArmName.parse("c")));
        assertEquals(OptionalDouble.empty(), means.of("test.loss", ArmName.parse("d")));
    }
}
