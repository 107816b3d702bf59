package org.recurve.engine.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.EpochDone;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.StepDone;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.event.Event.TrialStarted;
import org.recurve.api.event.Provenance;

class TrialReplayTest {
    private static final List<Event> BEFORE = List.of(step(1, 2.5f), step(2, 2.25f), epoch(0.75, "d1"), end("d1"));

    private static Event step(int step, float loss) {
        return new StepDone("t", step, 1, 16, loss, 0.5, Map.of("damping", 1.0));
    }

    private static Event epoch(double accuracy, String digest) {
        Map<String, Double> metrics = Map.of("validation.accuracy", accuracy);
        return new EpochDone("t", 1, 2, metrics, digest, Duration.ofMillis(System.nanoTime() % 1000));
    }

    private static Event end(String digest) {
        return new TrialEnded("t", Status.FINISHED, "", 1, Map.of(), digest, Duration.ZERO, Instant.now());
    }

    private static Event start() {
        Provenance provenance = new Provenance("0", 1, Map.of(), "", Map.of());
        return new TrialStarted("t", "s", "baseline", "", 0, "{}", provenance, List.of(), Instant.EPOCH);
    }

    private static Optional<String> difference(List<Event> before, List<Event> now) {
        TrialReplay replay = new TrialReplay(before);
        now.forEach(replay::publish);
        return replay.difference().map(ReplayDifference::toString);
    }

    @Test
    void theSameCourseHasNoDifferenceWhateverTheClocksSay() {
        TrialReplay replay = new TrialReplay(BEFORE);
        List.of(start(), step(1, 2.5f), step(2, 2.25f), epoch(0.75, "d1"), end("d1"))
                .forEach(replay::publish);
        assertEquals(Optional.empty(), replay.difference());
        assertEquals(2, replay.steps());
    }

    @Test
    void theLastBitOfALossIsADifference() {
        assertEquals(
                Optional.of("at step 2 (epoch 1): loss was 2.25, is 2.2500002"),
                difference(BEFORE, List.of(step(1, 2.5f), step(2, Math.nextUp(2.25f)), end("d1"))));
    }

    @Test
    void theSignOfZeroIsADifference() {
        assertEquals(
                Optional.of("at step 1 (epoch 1): loss was 0.0, is -0.0"),
                difference(List.of(step(1, 0f)), List.of(step(1, -0f))));
    }

    @Test
    void aStateThatHasLeftItsCourseShowsInTheDigest() {
        assertEquals(
                Optional.of("at the end of epoch 1 (step 2): digest was d1, is d2"),
                difference(BEFORE, List.of(step(1, 2.5f), step(2, 2.25f), epoch(0.75, "d2"))));
    }

    @Test
    void endingSoonerOrLaterIsADifference() {
        assertEquals(
                Optional.of("at the end: course was step 2 (epoch 1), is the end"),
                difference(BEFORE, List.of(step(1, 2.5f), end("d1"))));
        assertEquals(
                Optional.of("at step 2 (epoch 1): course was over, is still running"),
                difference(List.of(step(1, 2.5f)), List.of(step(1, 2.5f), step(2, 2.25f))));
    }

    @Test
    void goingOnAfterAStopIsNoDifference() {
        List<Event> resumed = List.of(start(), step(1, 2.5f), start(), step(2, 2.25f));
        assertEquals(Optional.empty(), difference(resumed, List.of(start(), step(1, 2.5f), step(2, 2.25f))));
    }
}
