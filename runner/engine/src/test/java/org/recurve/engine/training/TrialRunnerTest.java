package org.recurve.engine.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.event.Event.EpochDone;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.StepDone;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.event.Event.TrialStarted;
import org.recurve.api.optimize.Clipper;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.bus.RecordingFailed;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.spec.EpochSelection.SelectionGoal;
import org.recurve.engine.spec.MeasureSpec;
import org.recurve.engine.spec.TrainingSpec;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.toys.Affine;
import org.recurve.engine.toys.Count;
import org.recurve.engine.toys.Descent;
import org.recurve.engine.toys.Faulty;
import org.recurve.engine.toys.Halving;
import org.recurve.engine.toys.Historian;
import org.recurve.engine.toys.Logarithm;
import org.recurve.engine.toys.Toys;
import org.recurve.engine.toys.Trap;

class TrialRunnerTest {
    private static final RunPlatform HERE = new RunPlatform("0.1", 1, Map.of(), RunPlatform::builtIn);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    private final Recordings recordings = new Recordings();

    private static TrialJob job(Toys toys) {
        return job(toys.spec());
    }

    private static TrialJob job(TrialSpec spec) {
        Data data = new DataPool(source -> Path.of("none")).open(spec.data());
        return new TrialJob("sha256:" + spec.title(), "toys", spec, data, HERE.provenance(spec, data));
    }

    private TrialEnded run(Toys toys) {
        return run(toys, () -> false, recordings);
    }

    private static TrialEnded run(Toys toys, BooleanSupplier stop, EventSink sink) {
        return new TrialRunner(sink, TrialCheckpoints.NONE, stop, CLOCK).run(job(toys));
    }

    @Test
    void goesFromStartToEndWithEveryStepAndEpochBetween() {
        TrialEnded ended = run(Toys.baseline());
        assertEquals(Status.FINISHED, ended.status());
        assertEquals("", ended.reason());
        assertInstanceOf(TrialStarted.class, recordings.events().getFirst());
        assertSame(ended, recordings.events().getLast());
        List<StepDone> steps = recordings.all(StepDone.class);
        assertEquals(
                LongStream.rangeClosed(1, 15).boxed().toList(),
                steps.stream().map(StepDone::step).toList());
        assertEquals(
                List.of(8, 8, 8, 8, 5),
                steps.stream().limit(5).map(StepDone::examples).toList());
        assertEquals(
                List.of(1, 2, 3),
                recordings.all(EpochDone.class).stream().map(EpochDone::epoch).toList());
        assertEquals(Map.of("rate", 0.1), steps.getFirst().watched());
        assertTrue(steps.getFirst().gradientNorm() > 0);
    }

    /** A clock that is set forth by a day and back by more, again and again. */
    @Test
    void aClockThatJumpsChangesNoNumberAndMeasuresNoNegativeTime() {
        TrialEnded usual = run(Toys.baseline());
        Recordings jumping = new Recordings();
        AtomicInteger read = new AtomicInteger();
        InstantSource jumps = () -> Instant.EPOCH.plusSeconds(read.incrementAndGet() * 86_400L * (read.get() % 3 - 1));
        TrialEnded ended =
                new TrialRunner(jumping, TrialCheckpoints.NONE, () -> false, jumps).run(job(Toys.baseline()));
        assertEquals(Status.FINISHED, ended.status());
        assertEquals(usual.digest(), ended.digest());
        assertEquals(usual.metrics(), ended.metrics());
        assertFalse(ended.measured().isNegative());
        jumping.all(EpochDone.class)
                .forEach(epoch -> assertFalse(epoch.measured().isNegative()));
        assertTrue(read.get() > 5, "the clock was asked");
    }

    @Test
    void theOptimizerIsToldTheLossOfEveryEpochBefore() {
        run(Toys.baseline().optimizer(new Historian(), new NoConfig()));
        List<EpochDone> epochs = recordings.all(EpochDone.class);
        for (StepDone step : recordings.all(StepDone.class)) {
            assertEquals(step.epoch() - 1.0, step.watched().get("epochs"));
            double last = step.epoch() == 1
                    ? -1
                    : epochs.get(step.epoch() - 2).metrics().get("validation.loss");
            assertEquals(last, step.watched().get("last"));
        }
    }

    @Test
    void withClippersTheNormIsShownBeforeAndAfter() {
        TrialSpec plain = Toys.baseline().spec();
        Spec<Clipper<?>> half = new Spec<>(new Halving(), new NoConfig());
        TrainingSpec clipped = new TrainingSpec(plain.last().training().optimizer(), List.of(half, half), 1, 8);
        TrialSpec spec = new TrialSpec(
                "clipped",
                "",
                0,
                plain.data(),
                plain.last().model(),
                plain.last().loss(),
                clipped,
                plain.measures(),
                plain.last().select(),
                1,
                "clipped");
        new TrialRunner(recordings, TrialCheckpoints.NONE, () -> false, CLOCK).run(job(spec));
        for (StepDone step : recordings.all(StepDone.class)) {
            assertEquals(step.gradientNorm() / 4, step.watched().get("clipped-gradient-norm"));
            assertEquals(1, step.watched().get("clipped"));
        }
    }

    @Test
    void learns() {
        run(Toys.baseline().epochs(30));
        List<EpochDone> epochs = recordings.all(EpochDone.class);
        double first = epochs.getFirst().metrics().get("validation.loss");
        double last = epochs.getLast().metrics().get("validation.loss");
        assertTrue(last < first / 10, first + " → " + last);
    }

    /** Four batches of 8 examples and one of 5: each example counts once. */
    @Test
    void theTrainingLossIsTheMeanOverTheExamplesOfTheEpochsSteps() {
        run(Toys.baseline());
        double sum = 0;
        for (StepDone step : recordings.all(StepDone.class).subList(0, 5)) {
            sum += (double) step.loss() * step.examples();
        }
        double trained = recordings.all(EpochDone.class).getFirst().metrics().get("train.loss");
        assertEquals(sum / 37, trained, 1e-15);
    }

    /** As long as no parameter moves, it is the mean over the 37 examples, however the last batch is filled. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8, 20, 36, 64})
    void theTrainingLossOfAModelThatStandsStillIsTheSameWithAnyBatch(int batch) {
        Toys still = Toys.baseline().optimizer(new Descent(), new Descent.Config(0, 0));
        Recordings whole = new Recordings();
        run(still.batch(37), () -> false, whole);
        double expected = whole.all(StepDone.class).getFirst().loss();
        run(still.batch(batch));
        for (EpochDone epoch : recordings.all(EpochDone.class)) {
            assertEquals(expected, epoch.metrics().get("train.loss"), 1e-6 * expected);
        }
    }

    @Test
    void testIsReadOnceAtTheEnd() {
        TrialEnded ended = run(Toys.baseline());
        for (EpochDone epoch : recordings.all(EpochDone.class)) {
            assertEquals(
                    Set.of("train.loss", "validation.loss", "validation.count"),
                    epoch.metrics().keySet());
        }
        assertEquals(
                Set.of("train.loss", "validation.loss", "validation.count", "test.loss"),
                ended.metrics().keySet());
    }

    @Test
    void metricsSeeEveryExampleInTheOrderOfTheSplit() {
        Toys toys = Toys.baseline()
                .measuring(
                        MeasureSpec.of("train", new Spec<>(new Count(), new NoConfig())),
                        MeasureSpec.of("test", new Spec<>(new Count(), new NoConfig())));
        TrialEnded ended = run(toys);
        for (String split : List.of("train", "test")) {
            Examples examples = job(toys).data().split(split);
            double ordered = 0;
            for (int i = 0; i < examples.size(); i++) {
                float[] target = new float[1];
                examples.read(i, Field.TARGET, target, 0);
                ordered += (i + 1) * (double) target[0];
            }
            assertEquals(examples.size() + ordered / 1e6, ended.metrics().get(split + ".count"));
        }
    }

    @Test
    void theFirstOfTheBestEpochsCounts() {
        // nothing moves, so all epochs tie
        TrialEnded tied = run(Toys.baseline().optimizer(new Descent(), new Descent.Config(0, 0)));
        assertEquals(1, tied.selectedEpoch());
        assertEquals(
                3,
                run(Toys.baseline()
                                .optimizer(new Descent(), new Descent.Config(0, 0))
                                .selectLast())
                        .selectedEpoch());
    }

    /** A rate that is far too large: the first epoch is the best, and its state is the one to be tested. */
    @Test
    void theSelectedEpochsStateIsTested() {
        Toys worse = Toys.baseline()
                .optimizer(new Descent(), new Descent.Config(0.3, 0.99))
                .epochs(6);
        TrialEnded ended = run(worse.select("validation.loss", SelectionGoal.MAX));
        int selected = ended.selectedEpoch();
        List<EpochDone> epochs = recordings.all(EpochDone.class);
        assertEquals(
                epochs.get(selected - 1).metrics().get("validation.loss"),
                ended.metrics().get("validation.loss"));
        TrialEnded cut = run(worse.epochs(selected).selectLast(), () -> false, new Recordings());
        assertEquals(cut.metrics().get("test.loss"), ended.metrics().get("test.loss"));
        assertEquals(epochs.getLast().digest(), ended.digest());
    }

    @Test
    void theSameTrialHasTheSameBitsAgainAndWithAnyNumberOfThreads() {
        run(Toys.baseline());
        for (int threads = 1; threads <= 3; threads++) {
            Recordings again = new Recordings();
            run(Toys.baseline().threads(threads), () -> false, again);
            assertEquals(recordings.all(StepDone.class), again.all(StepDone.class));
            assertEquals(recordings.all(EpochDone.class), again.all(EpochDone.class));
        }
    }

    @Test
    void anotherSeedHasOtherBits() {
        String digest = run(Toys.baseline()).digest();
        assertTrue(digest.matches("sha256:[0-9a-f]{64}"), digest);
        assertNotEquals(digest, run(Toys.baseline().seed(1)).digest());
    }

    @Test
    void aLossThatIsNotFiniteEndsTheTrialAndNamesTheOperation() {
        TrialEnded ended = run(Toys.baseline()
                .model(
                        Toys.part("dense1", new Affine(), new Affine.Config(1)),
                        Toys.part("bad1", new Logarithm(), new NoConfig())));
        assertEquals(Status.DIVERGED, ended.status());
        assertTrue(ended.reason().startsWith("the loss is NaN at step 1 (epoch 1)"), ended.reason());
        assertTrue(ended.reason().contains("log") && ended.reason().contains("bad1"), ended.reason());
        assertEquals(List.of(), recordings.all(StepDone.class));
        assertEquals(0, ended.selectedEpoch());
    }

    @Test
    void aTrialThatExplodesSaysWhen() {
        TrialEnded ended = run(Toys.baseline()
                .optimizer(new Descent(), new Descent.Config(1e4, 0.9))
                .epochs(50));
        assertEquals(Status.DIVERGED, ended.status());
        long step = recordings.all(StepDone.class).getLast().step() + 1;
        assertTrue(ended.reason().contains(" at step " + step + " (epoch "), ended.reason());
    }

    @Test
    void aLastStepThatLeadsNowhereIsNoticedToo() {
        Toys leap = Toys.baseline().data(8, 5, 5).epochs(1).optimizer(new Descent(), new Descent.Config(1e30, 0));
        TrialEnded ended = run(leap);
        assertEquals(Status.DIVERGED, ended.status());
        assertEquals(1, recordings.all(EpochDone.class).size());
        assertTrue(ended.reason().startsWith("validation.loss is "), ended.reason());
        assertTrue(ended.reason().contains("after epoch 1 (step 1)"), ended.reason());
    }

    @Test
    void aJobKnowsHowManyStepsItHas() {
        assertEquals(15, job(Toys.baseline()).steps());
    }

    @Test
    void anInterruptedTrialStopsAtTheNextStep() {
        BooleanSupplier afterSevenSteps = () -> recordings.all(StepDone.class).size() == 7;
        TrialEnded ended = run(Toys.baseline(), afterSevenSteps, recordings);
        assertEquals(Status.INTERRUPTED, ended.status());
        assertEquals(7, recordings.all(StepDone.class).size());
        assertEquals(1, ended.selectedEpoch());
        assertTrue(ended.reason().contains("after step 7"), ended.reason());
        assertTrue(ended.metrics().keySet().stream().noneMatch(name -> name.startsWith("test.")));
    }

    @Test
    void aFaultyPluginFailsItsTrialWithAReason() {
        TrialEnded ended = run(Toys.baseline().model(Toys.part("faulty1", new Faulty(), new NoConfig())));
        assertEquals(Status.FAILED, ended.status());
        assertTrue(ended.reason().contains("no such luck"), ended.reason());
        assertEquals(2, recordings.events().size());
        assertInstanceOf(TrialStarted.class, recordings.events().getFirst());
    }

    @Test
    void aPluginThatThrowsAtAStepFailsTheTrialThere() {
        TrialEnded ended = run(Toys.baseline().optimizer(new Trap(), new Trap.Config(4)));
        assertEquals(Status.FAILED, ended.status());
        assertEquals(3, recordings.all(StepDone.class).size());
        assertTrue(ended.reason().contains("ArithmeticException: trapped"), ended.reason());
        assertTrue(ended.reason().contains("Trap"), ended.reason());
    }

    @Test
    void aFailingRecorderEndsEverything() {
        EventSink broken = event -> {
            throw new RecordingFailed("store", new IllegalStateException("disk full"));
        };
        assertThrows(RecordingFailed.class, () -> run(Toys.baseline(), () -> false, broken));
    }

    @ParameterizedTest
    @ValueSource(strings = {"validation.accuracy", "nowhere.loss"})
    void selectingByWhatIsNotMeasuredIsTheUsersMistake(String metric) {
        TrialEnded ended = run(Toys.baseline().select(metric, SelectionGoal.MIN));
        assertEquals(Status.FAILED, ended.status());
        assertTrue(ended.reason().startsWith("select: no epoch is measured by " + metric), ended.reason());
    }

    @Test
    void withoutValidationAndTestTheTrainingLossIsAllThereIs() {
        TrialEnded ended = run(Toys.baseline().data(20, 0, 0).measuring().selectLast());
        assertEquals(Status.FINISHED, ended.status());
        assertEquals(Set.of("train.loss"), ended.metrics().keySet());
    }
}
