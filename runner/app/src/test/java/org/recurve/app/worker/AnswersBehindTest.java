package org.recurve.app.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.EpochDone;
import org.recurve.api.event.Event.Recorded;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.StepDone;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.app.worker.WireInput.Sent;

/** Of a trial that was begun before, what was taken before is not taken again, and nothing else is left out. */
class AnswersBehindTest {
    private static final String TRIAL = "sha256:" + "0".repeat(64);
    private static final Artifact TEXT = new Artifact.Text("a text", "words");

    private final List<String> passed = new ArrayList<>();

    private AnswersBehind behind(long step, boolean told) {
        return new AnswersBehind(
                new TrialAnswers() {
                    @Override
                    public void take(Sent<WorkerMessage> sent) {
                        passed.add(
                                switch (sent) {
                                    case Sent.SentEvent<WorkerMessage>(StepDone it) -> "step " + it.step();
                                    case Sent.SentEvent<WorkerMessage>(EpochDone it) -> "epoch " + it.epoch();
                                    case Sent.SentEvent<WorkerMessage>(Recorded it) -> it.name();
                                    case Sent.SentEvent<WorkerMessage>(Event it) ->
                                        it.getClass().getSimpleName();
                                    case Sent.SentMessage<WorkerMessage>(WorkerMessage it) ->
                                        it.getClass().getSimpleName();
                                    case Sent.SentEnd<WorkerMessage> _ -> "end";
                                });
                    }

                    @Override
                    public boolean hasBegun() {
                        return true;
                    }

                    @Override
                    public boolean isOver() {
                        return passed.contains("end");
                    }

                    @Override
                    public Optional<String> refused() {
                        return Optional.empty();
                    }
                },
                step,
                Map.of(),
                () -> told);
    }

    private static void take(AnswersBehind behind, Event... events) {
        Stream.of(events).forEach(event -> behind.take(new Sent.SentEvent<>(event)));
    }

    private static Event step(long step) {
        return new StepDone(TRIAL, step, 1, 16, 0.5f, 1, Map.of());
    }

    private static Event epoch(int epoch, long step) {
        return new EpochDone(TRIAL, epoch, step, Map.of(), "", Duration.ZERO);
    }

    private static Event picture(String name, long step) {
        return new Recorded(TRIAL, name, step, TEXT);
    }

    private static Event end(Status status) {
        return new TrialEnded(TRIAL, status, "", 1, Map.of(), "", Duration.ZERO, Instant.EPOCH);
    }

    @Test
    void whatWasTakenBeforeIsLeftOut() {
        AnswersBehind behind = behind(2, false);
        take(behind, step(1), picture("early", 1), step(2), epoch(1, 2), picture("between phases", 2), step(3));
        take(behind, picture("late", 3), epoch(2, 3), end(Status.FINISHED));
        assertEquals(List.of("step 3", "late", "epoch 2", "TrialEnded"), passed);
        assertEquals(3, behind.step());
    }

    @Test
    void picturesOfTheEndComeAfterACheckpointOfTheLastStep() {
        take(behind(2, false), step(1), step(2), epoch(1, 2), picture("kernels", 2), end(Status.FINISHED));
        assertEquals(List.of("kernels", "TrialEnded"), passed);
    }

    @Test
    void momentsBeforeAreNoneToGoBackTo() {
        AnswersBehind behind = behind(1, false);
        behind.take(new Sent.SentMessage<>(new WorkerMessage.MomentPassed(0)));
        take(behind, step(1), step(2));
        behind.take(new Sent.SentMessage<>(new WorkerMessage.MomentPassed(1)));
        assertEquals(List.of("step 2", "MomentPassed"), passed);
    }

    @Test
    void stepsThatAreMissingAreNoticed() {
        AnswersBehind behind = behind(2, false);
        take(behind, step(4), step(5));
        assertTrue(behind.hasGap());
        assertTrue(behind.isOver());
        assertEquals(List.of(), passed);
    }

    @Test
    void anInterruptionIsOneOnlyIfItWasAskedFor() {
        AnswersBehind unasked = behind(0, false);
        take(unasked, step(1), end(Status.INTERRUPTED));
        assertTrue(unasked.wasInterrupted());
        assertEquals(List.of("step 1"), passed);
        AnswersBehind asked = behind(1, true);
        take(asked, end(Status.INTERRUPTED));
        assertFalse(asked.wasInterrupted());
        assertEquals(List.of("step 1", "TrialEnded"), passed);
    }
}
