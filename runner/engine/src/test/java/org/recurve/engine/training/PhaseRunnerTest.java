package org.recurve.engine.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Checkpointed;
import org.recurve.api.event.Event.EpochDone;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.StepDone;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.model.Layers;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.spec.CheckpointRule;
import org.recurve.engine.spec.EpochSelection;
import org.recurve.engine.spec.EpochSelection.SelectionGoal;
import org.recurve.engine.spec.PartPlaces;
import org.recurve.engine.spec.PhaseSpec;
import org.recurve.engine.spec.StreamSeeds;
import org.recurve.engine.spec.TrainingSpec;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.toys.Affine;
import org.recurve.engine.toys.Descent;
import org.recurve.engine.toys.SquaredError;
import org.recurve.engine.toys.Toys;

/** Waves have inputs [2] and targets [1]; the net is dense1 [3], dense2 [1]. */
class PhaseRunnerTest {
    private static final Toys TOYS = Toys.baseline().optimizer(new Descent(), new Descent.Config(0.1, 0));
    private static final Layers NET = TOYS.spec().last().model();
    private static final Data DATA =
            new DataPool(source -> Path.of("none")).open(TOYS.spec().data());

    private static PhaseSpec phase(String name, List<String> run, List<String> learn, String target, int epochs) {
        Layers model = PhaseSpec.learning(PhaseSpec.run(NET, run, name + ".run"), learn, name + ".learn");
        TrainingSpec trainingSpec =
                new TrainingSpec(TOYS.spec().last().training().optimizer(), List.of(), epochs, 8);
        return new PhaseSpec(
                name,
                model,
                target,
                new Spec<>(new SquaredError(), new NoConfig()),
                trainingSpec,
                List.of("*"),
                Optional.empty(),
                Optional.empty());
    }

    private static PhaseSpec all(String name, int epochs) {
        return phase(name, List.of("*"), List.of("*"), Field.TARGET, epochs);
    }

    private static PhaseSpec waiting(PhaseSpec phaseSpec, String metric, int patience) {
        return new PhaseSpec(
                phaseSpec.name(),
                phaseSpec.model(),
                phaseSpec.target(),
                phaseSpec.loss(),
                phaseSpec.training(),
                phaseSpec.carry(),
                Optional.of(new EpochSelection(metric, SelectionGoal.MAX)),
                Optional.of(patience));
    }

    private static TrialEnded run(TrialCheckpoints checkpoints, int steps, List<Event> course, PhaseSpec... specs) {
        TrialSpec plain = TOYS.spec();
        TrialSpec spec = new TrialSpec(
                "phases",
                "",
                0,
                StreamSeeds.of(0),
                plain.data(),
                List.of(specs),
                List.of(),
                Optional.empty(),
                1,
                CheckpointRule.EACH_HALF_MINUTE,
                "",
                PartPlaces.UNKNOWN);
        RunPlatform here = new RunPlatform("0.1", 1, Map.of(), RunPlatform::builtIn);
        TrialJob job = new TrialJob("sha256:phases", "toys", spec, DATA, here.provenance(spec, DATA));
        int[] taken = new int[1];
        EventSink sink = event -> {
            taken[0] += event instanceof StepDone ? 1 : 0;
            if (event instanceof StepDone || event instanceof EpochDone || event instanceof TrialEnded) {
                course.add(event);
            }
        };
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        return new TrialRunner(sink, checkpoints, () -> taken[0] >= steps, clock).run(job);
    }

    private static List<Event> course(PhaseSpec... specs) {
        List<Event> course = new ArrayList<>();
        assertEquals(
                Status.FINISHED, run(TrialCheckpoints.NONE, 1000, course, specs).status());
        return course;
    }

    private static List<Float> losses(List<Event> course) {
        return course.stream()
                .filter(StepDone.class::isInstance)
                .map(event -> ((StepDone) event).loss())
                .toList();
    }

    @Test
    void withoutMomentumThreeEpochsAreTheSameInOnePhaseAndInTwo() {
        List<Float> whole = losses(course(all("whole", 3)));
        assertEquals(15, whole.size());
        assertEquals(whole, losses(course(all("first", 2), all("second", 1))));
    }

    @Test
    void whatDoesNotCarryBeginsAnew() {
        PhaseSpec first = all("first", 1);
        PhaseSpec second = new PhaseSpec(
                "second",
                first.model(),
                first.target(),
                first.loss(),
                first.training(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        List<EpochDone> carried = epochs(course(first, all("second", 1)));
        List<EpochDone> anew = epochs(course(first, second));
        assertEquals(carried.getFirst().digest(), anew.getFirst().digest());
        assertNotEquals(carried.getLast().digest(), anew.getLast().digest());
    }

    private static List<EpochDone> epochs(List<Event> course) {
        return course.stream()
                .filter(EpochDone.class::isInstance)
                .map(EpochDone.class::cast)
                .toList();
    }

    @Test
    void metricsOfEarlierPhasesBearTheirNames() {
        List<Event> course = course(all("first", 1), all("second", 1));
        assertTrue(epochs(course).getFirst().metrics().containsKey("first.validation.loss"));
        Map<String, Double> metrics = ((TrialEnded) course.getLast()).metrics();
        assertEquals(epochs(course).getFirst().metrics().get("first.train.loss"), metrics.get("first.train.loss"));
        assertTrue(metrics.containsKey("validation.loss") && metrics.containsKey("test.loss"), metrics.toString());
    }

    @Test
    void whatDoesNotLearnStaysAsItIs() {
        TracedPhase drawn = TracedPhase.of(all("first", 1), DATA, Stream.of(0));
        PhaseSpec half = phase("second", List.of("*"), List.of("dense2"), Field.TARGET, 1);
        PhaseWeights known = PhaseWeights.NONE.with(drawn.drawn());
        TracedPhase frozen = TracedPhase.of(half, DATA, Stream.of(1));
        assertEquals(
                List.of("dense1.b", "dense1.w"),
                frozen.drawn().frozen().segments().stream().map(s -> s.name()).toList());
        PhaseWeights again = PhaseWeights.NONE.with(frozen.start(known));
        assertEquals(list(known), list(again), "every number came from the earlier phase");
    }

    private static List<Float> list(PhaseWeights weights) {
        List<Float> numbers = new ArrayList<>();
        for (float number : weights.parameters().toArray()) {
            numbers.add(number);
        }
        return numbers;
    }

    @Test
    void whatALaterPhaseDoesNotRunIsNotForgotten() {
        PhaseWeights both = PhaseWeights.NONE.with(
                TracedPhase.of(all("first", 1), DATA, Stream.of(0)).drawn());
        PhaseSpec one = phase("second", List.of("dense1"), List.of("*"), "input", 1);
        Layers two = PhaseSpec.run(NET, List.of("dense2", "dense1"), "");
        assertEquals(
                List.of("dense2", "dense1"),
                two.parts().stream().map(p -> p.name()).toList());
        PhaseSpec wide = new PhaseSpec(
                "second",
                Toys.layers(one.model().parts().getFirst(), Toys.part("dense9", new Affine(), new Affine.Config(2))),
                "input",
                one.loss(),
                one.training(),
                one.carry(),
                Optional.empty(),
                Optional.empty());
        PhaseWeights after = both.with(TracedPhase.of(wide, DATA, Stream.of(7)).start(both));
        assertEquals(
                List.of("dense1.b", "dense1.w", "dense2.b", "dense2.w", "dense9.b", "dense9.w"),
                after.parameters().segments().stream().map(s -> s.name()).toList());
        assertEquals(list(both), list(after).subList(0, list(both).size()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5, 7, 10, 12, 14})
    void aTrialGoesOnInAnyPhaseAsIfItHadNeverStopped(int stop) {
        PhaseSpec[] specs = {
            phase("first", List.of("*"), List.of("dense1"), Field.TARGET, 1),
            phase("second", List.of("*"), List.of("dense2"), Field.TARGET, 1),
            all("third", 1)
        };
        TrialCheckpoints checkpoints = new TrialCheckpoints() {
            private final Map<String, byte[]> left = new HashMap<>();

            @Override
            public Optional<byte[]> latest(String trial) {
                return Optional.ofNullable(left.get(trial));
            }

            @Override
            public SavedMoment now(String trial) {
                return (step, epoch, digest, content, keep) -> {
                    left.put(trial, content);
                    return new Checkpointed(trial, step, epoch, "", digest);
                };
            }
        };
        List<Event> course = new ArrayList<>();
        assertEquals(Status.INTERRUPTED, run(checkpoints, stop, course, specs).status());
        course.removeLast();
        assertEquals(Status.FINISHED, run(checkpoints, 1000, course, specs).status());
        assertEquals(course(specs), course);
    }

    @Test
    void patienceEndsAPhaseThatGetsNoBetterAndLeavesItsBestEpoch() {
        PhaseSpec stuck = waiting(all("stuck", 50), "train.loss", 2); // which is to grow, and falls
        List<EpochDone> epochs = epochs(course(stuck));
        assertEquals(3, epochs.size());
        List<Event> both = course(stuck, all("next", 1));
        assertEquals(
                List.of(1, 2, 3, 4), epochs(both).stream().map(EpochDone::epoch).toList());
    }

    @Test
    void namesThatFitNothingAndPhasesThatTrainNothingAreRefused() {
        assertEquals(
                "a.run: no part is named \"dens\"; there are: dense1, dense2",
                assertThrows(InvalidSetting.class, () -> PhaseSpec.run(NET, List.of("dens"), "a.run"))
                        .getMessage());
        assertThrows(InvalidSetting.class, () -> PhaseSpec.run(NET, List.of("dense1", "dense1"), "a.run"));
        PhaseSpec nothing = phase("idle", List.of("*"), List.of(), Field.TARGET, 1);
        String message = assertThrows(InvalidSetting.class, () -> TracedPhase.of(nothing, DATA, Stream.of(0)))
                .getMessage();
        assertTrue(message.startsWith("phases.idle.learn: this phase trains nothing"), message);
        PhaseSpec astray = phase("astray", List.of("*"), List.of("*"), "inputs", 1);
        assertEquals(
                "phases.astray.target: examples hold no \"inputs\", only [input, target], and no part that is run has that"
                        + " name",
                assertThrows(InvalidSetting.class, () -> TracedPhase.of(astray, DATA, Stream.of(0)))
                        .getMessage());
    }
}
