package org.recurve.engine.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.OfTrial;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.StepDone;
import org.recurve.api.event.Event.StudyEnded;
import org.recurve.api.event.Event.StudyStarted;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.api.event.Event.TrialStarted;
import org.recurve.api.event.StudyQuestions;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.engine.bus.EventDispatcher;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.bus.RecordingFailed;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.spec.Expectation;
import org.recurve.engine.spec.GeneratedList;
import org.recurve.engine.spec.StudySpec;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.study.StudyResult.TrialEnd;
import org.recurve.engine.toys.Descent;
import org.recurve.engine.toys.Faulty;
import org.recurve.engine.toys.Toys;
import org.recurve.engine.training.Recordings;

class StudyRunnerTest {
    private static final RunPlatform HERE = new RunPlatform("0.1", 1, Map.of(), RunPlatform::builtIn);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    private final Recordings recordings = new Recordings();

    private static StudyRunner runner(
            EventSink sink, Function<String, Optional<TrialEnded>> finished, int jobs, BooleanSupplier stop) {
        return new StudyRunner(
                HERE, new DataPool(s -> Path.of("none")), sink, TrialCheckpoints.NONE, finished, jobs, stop, CLOCK);
    }

    private static Optional<TrialEnded> unknown(String identity) {
        return Optional.empty();
    }

    private static StudySpec study(List<String> expect, Toys... trials) {
        return new StudySpec(
                "toys",
                "?",
                "study: toys",
                Stream.of(trials).map(Toys::spec).toList(),
                StudyQuestions.NONE,
                "{}",
                expect.stream().map(Expectation::parse).toList());
    }

    private static StudySpec pair(String... expect) {
        Toys frozen = Toys.baseline().variant("frozen").optimizer(new Descent(), new Descent.Config(0, 0));
        return study(List.of(expect), Toys.baseline(), Toys.baseline().seed(1), frozen, frozen.seed(1));
    }

    @Test
    void runsAllTrialsBetweenItsOwnEvents() {
        StudyResult result =
                runner(recordings, StudyRunnerTest::unknown, 1, () -> false).run(pair());
        StudyStarted started =
                assertInstanceOf(StudyStarted.class, recordings.events().getFirst());
        assertInstanceOf(StudyEnded.class, recordings.events().getLast());
        assertEquals(
                started.trials(), result.trials().stream().map(TrialEnd::plan).toList());
        assertEquals(
                List.of("baseline/0", "baseline/1", "frozen/0", "frozen/1"),
                recordings.all(TrialStarted.class).stream()
                        .map(t -> t.variant() + "/" + t.seed())
                        .toList());
        assertEquals(
                started.trials().stream().map(TrialPlan::trial).toList(),
                recordings.all(TrialEnded.class).stream().map(TrialEnded::trial).toList());
    }

    /** Ctrl-C while very many trials are looked up is answered before all of them are; after a thousand at most. */
    @Test
    void aSignalEndsTheLookingUpOfTrials() {
        StudySpec many = study(
                List.of(),
                IntStream.range(0, 2500)
                        .mapToObj(seed -> Toys.baseline().seed(seed))
                        .toArray(Toys[]::new));
        AtomicInteger asked = new AtomicInteger();
        StudyRunner runner = runner(
                recordings,
                identity -> {
                    asked.incrementAndGet();
                    return Optional.empty();
                },
                1,
                () -> asked.get() > 0);
        assertThrows(StudyStopped.class, () -> runner.pending(many));
        assertTrue(asked.get() < 1000, asked + " were looked up");
        assertThrows(StudyStopped.class, () -> runner.run(many));
        assertEquals(List.of(), recordings.events());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void trialsSideBySideChangeNeitherNumbersNorTheOrderOfATrialsEvents(int jobs) {
        StudyResult alone =
                runner(recordings, StudyRunnerTest::unknown, 1, () -> false).run(pair());
        Recordings together = new Recordings();
        StudyResult result =
                runner(together, StudyRunnerTest::unknown, jobs, () -> false).run(pair());
        assertEquals(alone, result);
        assertEquals(byTrial(recordings), byTrial(together));
    }

    @Test
    void aFailureEndsTheStudyIfItIsToAndElseOnlyItsTrial() {
        Toys broken = Toys.baseline().variant("broken").model(Toys.part("f", new Faulty(), new NoConfig()));
        StudySpec study = study(
                List.of(),
                Toys.baseline(),
                broken,
                broken.seed(1),
                Toys.baseline().seed(1));
        RunBounds stopping = new RunBounds(Optional.empty(), Optional.empty(), true, "--on-failure stop");
        assertEquals(List.of(Status.FINISHED, Status.FAILED), statuses(study, stopping));
        assertEquals(
                List.of(Status.FINISHED, Status.FAILED, Status.FAILED, Status.FINISHED),
                statuses(study, RunBounds.NONE));
    }

    private List<Status> statuses(StudySpec study, RunBounds bounds) {
        return runner(recordings, StudyRunnerTest::unknown, 1, () -> false)
                .run(study, bounds, SeedGrowth.NONE)
                .trials()
                .stream()
                .map(end -> end.ended().status())
                .toList();
    }

    /** Whatever the parts are, each trial is of one of them alone, and the order of the study is kept. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void shardsAreTheStudyTogether(int parts) {
        List<String> seen = new java.util.ArrayList<>();
        for (int part = 1; part <= parts; part++) {
            RunBounds bounds =
                    new RunBounds(Optional.empty(), Optional.of(new StudyShard(part, parts)), false, "--shard");
            runner(recordings, StudyRunnerTest::unknown, 1, () -> false)
                    .run(pair(), bounds, SeedGrowth.NONE)
                    .trials()
                    .stream()
                    .map(end -> end.plan().trial())
                    .forEach(seen::add);
        }
        StudyJobs jobs =
                runner(recordings, StudyRunnerTest::unknown, 1, () -> false).jobs(pair());
        List<String> all =
                IntStream.range(0, jobs.size()).mapToObj(jobs::identity).toList();
        assertEquals(all.stream().sorted().toList(), seen.stream().sorted().toList());
    }

    private static Map<String, List<Event>> byTrial(Recordings recordings) {
        return recordings.all(OfTrial.class).stream()
                .collect(
                        Collectors.groupingBy(OfTrial::trial, Collectors.mapping(e -> (Event) e, Collectors.toList())));
    }

    @Test
    void variantsWithOneSeedReadTheSameExamplesAndBeginWithTheSameWeights() {
        runner(recordings, StudyRunnerTest::unknown, 1, () -> false).run(pair());
        List<Float> first = recordings.all(StepDone.class).stream()
                .filter(step -> step.step() == 1)
                .map(StepDone::loss)
                .toList();
        assertEquals(first.subList(0, 2), first.subList(2, 4));
        assertTrue(!first.get(0).equals(first.get(1)));
    }

    @Test
    void whatIsFinishedIsReused() {
        StudyResult first =
                runner(recordings, StudyRunnerTest::unknown, 1, () -> false).run(pair());
        Map<String, TrialEnded> store =
                recordings.all(TrialEnded.class).stream().collect(Collectors.toMap(TrialEnded::trial, t -> t));
        Recordings again = new Recordings();
        StudyResult second = runner(again, id -> Optional.ofNullable(store.get(id)), 1, () -> false)
                .run(pair());
        assertEquals(List.of(), again.all(OfTrial.class));
        assertTrue(second.trials().stream().allMatch(TrialEnd::reused));
        assertEquals(
                first.trials().stream().map(TrialEnd::ended).toList(),
                second.trials().stream().map(TrialEnd::ended).toList());
    }

    @Test
    void expectationsAreHeldAgainstMeansOverSeeds() {
        String yes = "test.loss of baseline < frozen";
        String no = "test.loss of baseline > frozen";
        StudyResult result =
                runner(recordings, StudyRunnerTest::unknown, 1, () -> false).run(pair(yes, no));
        assertEquals(Map.of(yes, true, no, false), result.expectations());
        assertEquals(
                result.expectations(),
                recordings.all(StudyEnded.class).getFirst().expectations());
    }

    @Test
    void aFailedTrialLeavesTheOthersAloneAndItsExpectationsUnmet() {
        Toys faulty = Toys.baseline().variant("faulty").model(Toys.part("f1", new Faulty(), new NoConfig()));
        String about = "test.loss of faulty <= 1e9";
        String other = "test.loss of baseline <= 1e9";
        StudyResult result = runner(recordings, StudyRunnerTest::unknown, 1, () -> false)
                .run(study(List.of(about, other), faulty, Toys.baseline()));
        assertEquals(
                List.of(Status.FAILED, Status.FINISHED),
                result.trials().stream().map(trial -> trial.ended().status()).toList());
        assertEquals(Map.of(about, false, other, true), result.expectations());
    }

    @Test
    void anInterruptedStudyKeepsWhatIsDoneBeginsNothingAndJudgesNothing() {
        BooleanSupplier stop = () -> recordings.all(StepDone.class).size() >= 20;
        StudyResult result =
                runner(recordings, StudyRunnerTest::unknown, 1, stop).run(pair("test.loss of baseline <= 1e9"));
        assertEquals(
                List.of(Status.FINISHED, Status.INTERRUPTED),
                result.trials().stream().map(trial -> trial.ended().status()).toList());
        assertEquals(20, recordings.all(StepDone.class).size());
        assertEquals(Map.of(), result.expectations());
        assertInstanceOf(StudyEnded.class, recordings.events().getLast());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aFailingRecorderStopsTheRun(int jobs) {
        try (EventDispatcher dispatcher = new EventDispatcher(100)) {
            dispatcher.record("store", event -> {
                recordings.publish(event);
                if (event instanceof StepDone step && step.step() == 4) {
                    throw new IllegalStateException("disk full");
                }
            });
            assertThrows(
                    RecordingFailed.class,
                    () -> runner(dispatcher, StudyRunnerTest::unknown, jobs, () -> false)
                            .run(pair()));
        }
        assertTrue(recordings.all(StepDone.class).size() <= 4 * jobs + jobs);
        assertEquals(List.of(), recordings.all(TrialEnded.class));
        assertEquals(List.of(), recordings.all(StudyEnded.class));
    }

    /** So that a study of a hundred thousand trials fits where one of ten does. */
    @Test
    void theSettingsOfATrialAreKeptNoLongerThanItRuns() {
        int trials = 12;
        List<WeakReference<TrialSpec>> made = new ArrayList<>();
        List<TrialSpec> specs = GeneratedList.of(trials, seed -> {
            TrialSpec spec = Toys.baseline().seed(seed).spec();
            made.add(new WeakReference<>(spec));
            return spec;
        });
        List<Long> alive = new ArrayList<>();
        EventSink sink = event -> {
            recordings.publish(event);
            if (recordings.all(TrialEnded.class).size() == trials && alive.isEmpty()) {
                System.gc();
                alive.add(made.stream().filter(spec -> spec.get() != null).count());
            }
        };
        StudyResult result = runner(sink, StudyRunnerTest::unknown, 1, () -> false)
                .run(new StudySpec("toys", "?", "study: toys", specs, StudyQuestions.NONE, "{}", List.of()));
        assertEquals(trials, result.trials().size());
        assertTrue(made.size() >= trials);
        assertTrue(alive.getFirst() <= 1, alive + " of " + made.size() + " are alive");
    }

    @Test
    void twoNamesForOneTrialAreTheUsersMistake() {
        InvalidSetting mistake = assertThrows(
                InvalidSetting.class,
                () -> runner(recordings, StudyRunnerTest::unknown, 1, () -> false)
                        .run(study(List.of(), Toys.baseline(), Toys.baseline().variant("copy"))));
        assertTrue(mistake.getMessage().startsWith("copy/0 is the same trial as baseline/0"), mistake.getMessage());
        assertEquals(List.of(), recordings.events());
    }
}
