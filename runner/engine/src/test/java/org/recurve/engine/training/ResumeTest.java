package org.recurve.engine.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.data.Data;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Checkpointed;
import org.recurve.api.event.Event.EpochDone;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.StepDone;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.plugin.NoConfig;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.spec.CheckpointRule;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.toys.Historian;
import org.recurve.engine.toys.Toys;

/** Trials that are stopped and go on: as if they never had. */
class ResumeTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    private static final class InMemory implements TrialCheckpoints {
        private final Map<String, byte[]> left = new HashMap<>();
        private final List<Long> steps = new ArrayList<>();

        @Override
        public Optional<byte[]> latest(String trial) {
            return Optional.ofNullable(left.get(trial));
        }

        @Override
        public SavedMoment now(String trial) {
            return (step, epoch, digest, content, keep) -> {
                left.put(trial, content);
                steps.add(step);
                return new Checkpointed(trial, step, epoch, "memory", digest);
            };
        }
    }

    private Toys toys = Toys.baseline();
    private CheckpointRule rule = CheckpointRule.EACH_HALF_MINUTE;
    private InstantSource clock = CLOCK;

    private TrialJob job() {
        TrialSpec spec = toys.spec(rule);
        Data data = new DataPool(source -> Path.of("none")).open(spec.data());
        RunPlatform here = new RunPlatform("0.1", 1, Map.of(), RunPlatform::builtIn);
        return new TrialJob("sha256:" + spec.title(), "toys", spec, data, here.provenance(spec, data));
    }

    /** Runs until {@code steps} were taken in this run, and adds what happened. */
    private TrialEnded run(TrialCheckpoints checkpoints, int steps, List<Event> course) {
        int[] taken = new int[1];
        EventSink sink = event -> {
            taken[0] += event instanceof StepDone ? 1 : 0;
            boolean end = event instanceof TrialEnded ended && ended.status() == Status.FINISHED;
            if (event instanceof StepDone || event instanceof EpochDone || end) {
                course.add(event);
            }
        };
        return new TrialRunner(sink, checkpoints, () -> taken[0] >= steps, clock).run(job());
    }

    private List<Event> uninterrupted() {
        List<Event> course = new ArrayList<>();
        assertEquals(Status.FINISHED, run(TrialCheckpoints.NONE, 1000, course).status());
        return course;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 6, 9, 10, 14})
    void aTrialGoesOnAsIfItHadNeverStopped(int stop) {
        TrialCheckpoints checkpoints = new InMemory();
        List<Event> course = new ArrayList<>();
        TrialEnded first = run(checkpoints, stop, course);
        assertEquals(Status.INTERRUPTED, first.status());
        assertEquals(Status.FINISHED, run(checkpoints, 1000, course).status());
        assertEquals(uninterrupted(), course);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 12})
    void theLossesOfEarlierEpochsAreRemembered(int stop) {
        toys = Toys.baseline().optimizer(new Historian(), new NoConfig());
        aTrialGoesOnAsIfItHadNeverStopped(stop);
    }

    @RepeatedTest(10)
    void howeverOftenItStops(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        TrialCheckpoints checkpoints = new InMemory();
        List<Event> course = new ArrayList<>();
        Status status = Status.INTERRUPTED;
        while (status == Status.INTERRUPTED) {
            status = run(checkpoints, random.nextInt(1, 6), course).status();
        }
        assertEquals(uninterrupted(), course);
    }

    /** 37 examples in batches of 8, three times: 15 steps, the epochs' ends at 5 and 10. */
    @Test
    void checkpointsAreLeftEachSoManySteps() {
        rule = new CheckpointRule(Optional.of(4), Optional.empty(), 1);
        InMemory checkpoints = new InMemory();
        List<Event> course = new ArrayList<>();
        run(checkpoints, 6, course);
        run(checkpoints, 1000, course);
        assertEquals(List.of(4L, 6L, 8L, 12L), checkpoints.steps);
        assertEquals(uninterrupted(), course);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 7, 12})
    void whatWasLeftBeforeAKillLeadsToTheSameNumbers(int steps) {
        rule = new CheckpointRule(Optional.of(steps), Optional.empty(), 1);
        InMemory checkpoints = new InMemory();
        List<Event> whole = uninterrupted();
        run(checkpoints, 1000, new ArrayList<>());
        List<Event> rest = new ArrayList<>();
        run(checkpoints, 1000, rest);
        assertEquals(whole.subList(whole.size() - rest.size(), whole.size()), rest);
    }

    @Test
    void checkpointsAreLeftEachSoManyMinutes() {
        rule = new CheckpointRule(Optional.empty(), Optional.of(2.0), 1);
        Instant[] now = {Instant.EPOCH};
        clock = () -> now[0] = now[0].plusSeconds(50); // looked at before each step
        InMemory checkpoints = new InMemory();
        run(checkpoints, 1000, new ArrayList<>());
        assertFalse(checkpoints.steps.isEmpty());
        assertTrue(checkpoints.steps.size() <= 7, checkpoints.steps.toString());
        clock = CLOCK;
        checkpoints = new InMemory();
        run(checkpoints, 1000, new ArrayList<>());
        assertEquals(List.of(), checkpoints.steps);
    }

    @Test
    void aCheckpointOfAnotherStateIsRefused() {
        InMemory checkpoints = new InMemory();
        run(checkpoints, 7, new ArrayList<>());
        checkpoints.left.replaceAll((trial, bytes) -> {
            byte[] changed = Arrays.copyOf(bytes, bytes.length);
            int passed = 4 + 4 + 8 + 4 + 2 * (1 + 4); // phases, epochs, steps, no metrics, nothing known
            int position = 4 + 4 + 8 + 8 + 8 + 4 + 8; // and one loss
            int theta = 4 + 2 + 71 + passed + position + 1 + 4; // behind version and digest: letter, size
            changed[theta + 3] ^= 1;
            return changed;
        });
        TrialEnded ended = run(checkpoints, 1000, new ArrayList<>());
        assertEquals(Status.FAILED, ended.status());
        assertTrue(ended.reason().contains("but was written with sha256:"), ended.reason());
    }

    /** Version 4 did not say what an epoch's losses weigh: full batches, 1 each. */
    @ParameterizedTest
    @ValueSource(ints = {4, 5, 7, 12})
    void aCheckpointOfTheVersionBeforeLeadsToTheSameNumbers(int steps) {
        rule = new CheckpointRule(Optional.of(steps), Optional.empty(), 1);
        InMemory checkpoints = new InMemory();
        run(checkpoints, 1000, new ArrayList<>());
        checkpoints.left.replaceAll((trial, bytes) -> {
            int weight = 4 + 2 + 71 + 4 + 4 + 8 + 4 + 2 * (1 + 4) + 4 + 4 + 8 + 8;
            byte[] before = new byte[bytes.length - Double.BYTES];
            System.arraycopy(bytes, 0, before, 0, weight);
            System.arraycopy(bytes, weight + Double.BYTES, before, weight, before.length - weight);
            before[3] = 4;
            return before;
        });
        List<Event> rest = new ArrayList<>();
        run(checkpoints, 1000, rest);
        List<Event> whole = uninterrupted();
        assertTrue(rest.size() < whole.size(), "it goes on, and does not begin anew");
        assertEquals(whole.subList(whole.size() - rest.size(), whole.size()), rest);
    }

    @Test
    void aCheckpointOfAnotherVersionIsPassedOver() {
        InMemory checkpoints = new InMemory();
        run(checkpoints, 7, new ArrayList<>());
        checkpoints.left.replaceAll((trial, bytes) -> {
            bytes[3] = 99;
            return bytes;
        });
        List<Event> course = new ArrayList<>();
        run(checkpoints, 1000, course);
        assertEquals(uninterrupted(), course);
    }
}
