package org.recurve.engine.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
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
import org.recurve.engine.bus.RecordingFailed;
import org.recurve.engine.checkpoint.LearntState;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.spec.CheckpointRule;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.toys.Follower;
import org.recurve.engine.toys.Toys;
import org.recurve.engine.toys.Trap;

/** Checkpoints on disks that are slow or full, of a training of 15 steps. */
class CheckpointWriterTest {
    private final Recordings recordings = new Recordings();
    private final CountDownLatch slow = new CountDownLatch(1);

    /** What a disk does with a checkpoint. */
    private interface Disk {
        void write(long step, byte[] content) throws InterruptedException;
    }

    private record Beside(Optional<byte[]> from, Disk disk) implements TrialCheckpoints {
        Beside(Disk disk) {
            this(Optional.empty(), disk);
        }

        @Override
        public Optional<byte[]> latest(String trial) {
            return from;
        }

        @Override
        public SavedMoment now(String trial) {
            return (step, epoch, digest, content, keep) -> {
                try {
                    disk.write(step, content);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return new Checkpointed(trial, step, epoch, "beside", digest);
            };
        }
    }

    private TrialEnded run(Toys toys, int each, TrialCheckpoints checkpoints) {
        TrialSpec spec = toys.spec(new CheckpointRule(Optional.of(each), Optional.empty(), 1));
        Data data = new DataPool(source -> Path.of("none")).open(spec.data());
        RunPlatform here = new RunPlatform("0.1", 1, Map.of(), RunPlatform::builtIn);
        TrialJob job = new TrialJob("sha256:" + spec.title(), "toys", spec, data, here.provenance(spec, data));
        return new TrialRunner(
                        event -> {
                            recordings.publish(event);
                            if (event instanceof StepDone step && step.step() == 9) {
                                slow.countDown();
                            }
                        },
                        checkpoints,
                        () -> false,
                        InstantSource.fixed(Instant.EPOCH))
                .run(job);
    }

    private List<Long> written() {
        return recordings.all(Checkpointed.class).stream()
                .map(Checkpointed::step)
                .toList();
    }

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("checkpoint")) {
                thread.join(1000);
                assertFalse(thread.isAlive());
            }
        }
    }

    @Test
    void theTrainingGoesOnWhileOneIsWritten() {
        List<Long> steps = new ArrayList<>();
        TrialEnded ended = run(Toys.baseline(), 7, new Beside((step, content) -> {
            steps.add(step);
            assertTrue(slow.await(20, TimeUnit.SECONDS), "the training waited at step " + step);
        }));
        assertEquals(Status.FINISHED, ended.status());
        assertEquals(List.of(7L, 14L), steps);
        assertEquals(List.of(7L, 14L), written());
        List<Event> events = recordings.events();
        assertTrue(events.indexOf(recordings.all(Checkpointed.class).getFirst())
                > events.indexOf(recordings.all(StepDone.class).get(8)));
        assertEquals(ended, events.getLast(), "all were awaited before the end");
    }

    @Test
    void aDiskThatCannotTakeTheWeightsStopsTheRunAndFailsNoTrial() {
        TrialCheckpoints full = new TrialCheckpoints() {
            @Override
            public Optional<byte[]> latest(String trial) {
                return Optional.empty();
            }

            @Override
            public SavedMoment now(String trial) {
                return TrialCheckpoints.NONE.now(trial);
            }

            @Override
            public void finished(String trial, LearntState learnt) {
                throw new IllegalStateException(
                        "no room for " + learnt.parameters().segments().size() + " tensors");
            }
        };
        RecordingFailed failed = assertThrows(RecordingFailed.class, () -> run(Toys.baseline(), 1000, full));
        assertTrue(String.valueOf(failed.getMessage()).startsWith("what the trial learnt failed, so the run stops"));
        assertEquals(List.of(), recordings.all(TrialEnded.class));
    }

    @Test
    void theyAreWrittenOneAtATimeInOrderAndNoneIsLeftOut() {
        List<Long> marks = new ArrayList<>(); // by no two threads at once, or it shows
        run(Toys.baseline(), 1, new Beside((step, content) -> {
            marks.add(step);
            Thread.sleep(3);
            marks.add(-step);
        }));
        List<Long> all = LongStream.rangeClosed(1, 14).boxed().toList();
        assertEquals(all, written());
        assertEquals(all.stream().flatMap(s -> List.of(s, -s).stream()).toList(), marks);
    }

    /** What an optimizer was given back as history is not written over while it is being written down. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void whatIsWrittenIsWhatTheTrainingHadThen(int each) {
        Toys toys = Toys.baseline().optimizer(new Follower(), new NoConfig());
        List<byte[]> left = new ArrayList<>();
        run(toys, each, new Beside((step, content) -> left.add(content)));
        List<Event> course = numbers();
        for (byte[] checkpoint : left) {
            recordings.events().clear();
            run(toys, 1000, new Beside(Optional.of(checkpoint), (step, content) -> {}));
            List<Event> rest = numbers();
            assertEquals(course.subList(course.size() - rest.size(), course.size()), rest);
        }
        assertEquals(14 / each, left.size());
    }

    private List<Event> numbers() {
        return recordings.events().stream()
                .filter(event -> event instanceof StepDone || event instanceof EpochDone || event instanceof TrialEnded)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 7, 14})
    void oneThatCannotBeWrittenStopsTheRun(int each) {
        RecordingFailed failed = assertThrows(
                RecordingFailed.class,
                () -> run(Toys.baseline(), each, new Beside((step, content) -> {
                    throw new IllegalStateException("No space left on device");
                })));
        assertEquals(
                "the checkpoint failed, so the run stops before anything is lost: No space left on device",
                failed.getMessage());
        assertEquals(List.of(), recordings.all(Checkpointed.class));
        assertEquals(List.of(), recordings.all(TrialEnded.class));
        assertTrue(recordings.all(StepDone.class).size() < 2 * each + 1);
    }

    @Test
    void aTrialThatFailsMeanwhileAwaitsItToo() {
        List<Long> done = new ArrayList<>();
        TrialEnded ended =
                run(Toys.baseline().optimizer(new Trap(), new Trap.Config(6)), 5, new Beside((step, content) -> {
                    Thread.sleep(50);
                    done.add(step);
                }));
        assertEquals(Status.FAILED, ended.status());
        assertTrue(ended.reason().contains("trapped"), ended.reason());
        assertEquals(List.of(5L), done);
        assertEquals(List.of(5L), written());
    }

    /** Its state is read at the end of all: it must not have been lent to anybody else meanwhile. */
    @Test
    void theEpochThatCountsIsReadAtTheEnd() {
        Toys toys = Toys.baseline().optimizer(new Follower(), new NoConfig()).epochs(4);
        Toys worst = toys.select("validation.loss", org.recurve.engine.spec.EpochSelection.SelectionGoal.MAX);
        assertEquals(Status.FINISHED, run(worst, 1000, TrialCheckpoints.NONE).status());
        assertEquals(1, ((TrialEnded) recordings.events().getLast()).selectedEpoch());
    }
}
