package org.recurve.engine.trial;

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
import org.recurve.engine.bus.Events;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.identity.Platform;
import org.recurve.engine.spec.CheckpointRule;
import org.recurve.engine.spec.Draws;
import org.recurve.engine.spec.Phase;
import org.recurve.engine.spec.Select;
import org.recurve.engine.spec.Select.Goal;
import org.recurve.engine.spec.Training;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.toys.Affine;
import org.recurve.engine.toys.Descent;
import org.recurve.engine.toys.SquaredError;
import org.recurve.engine.toys.Toys;

/** Waves have inputs [2] and targets [1]; the net is dense1 [3], dense2 [1]. */
class PhasesTest {
    private static final Toys TOYS = Toys.baseline().optimizer(new Descent(), new Descent.Config(0.1, 0));
    private static final Layers NET = TOYS.spec().last().model();
    private static final Data DATA =
            new DataPool(source -> Path.of("none")).open(TOYS.spec().data());

    private static Phase phase(String name, List<String> run, List<String> learn, String target, int epochs) {
        Layers model = Phase.learning(Phase.run(NET, run, name + ".run"), learn, name + ".learn");
        Training training = new Training(TOYS.spec().last().training().optimizer(), List.of(), epochs, 8);
        return new Phase(
                name,
                model,
                target,
                new Spec<>(new SquaredError(), new NoConfig()),
                training,
                List.of("*"),
                Optional.empty(),
                Optional.empty());
    }

    private static Phase all(String name, int epochs) {
        return phase(name, List.of("*"), List.of("*"), Field.TARGET, epochs);
    }

    private static Phase waiting(Phase phase, String metric, int patience) {
        return new Phase(
                phase.name(),
                phase.model(),
                phase.target(),
                phase.loss(),
                phase.training(),
                phase.carry(),
                Optional.of(new Select(metric, Goal.MAX)),
                Optional.of(patience));
    }

    private static TrialEnded run(Checkpoints checkpoints, int steps, List<Event> course, Phase... phases) {
        TrialSpec plain = TOYS.spec();
        TrialSpec spec = new TrialSpec(
                "phases",
                "",
                0,
                Draws.of(0),
                plain.data(),
                List.of(phases),
                List.of(),
                Optional.empty(),
                1,
                CheckpointRule.EACH_HALF_MINUTE,
                "");
        Platform here = new Platform("0.1", 1, Map.of(), Platform::builtIn);
        Job job = new Job("sha256:phases", "toys", spec, DATA, here.provenance(spec, DATA));
        int[] taken = new int[1];
        Events events = event -> {
            taken[0] += event instanceof StepDone ? 1 : 0;
            if (event instanceof StepDone || event instanceof EpochDone || event instanceof TrialEnded) {
                course.add(event);
            }
        };
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        return new Trial(events, checkpoints, () -> taken[0] >= steps, clock).run(job);
    }

    private static List<Event> course(Phase... phases) {
        List<Event> course = new ArrayList<>();
        assertEquals(
                Status.FINISHED, run(Checkpoints.NONE, 1000, course, phases).status());
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
        Phase first = all("first", 1);
        Phase second = new Phase(
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
        Prepared drawn = Prepared.of(all("first", 1), DATA, Stream.of(0));
        Phase half = phase("second", List.of("*"), List.of("dense2"), Field.TARGET, 1);
        Knowledge known = Knowledge.NONE.with(drawn.drawn());
        Prepared frozen = Prepared.of(half, DATA, Stream.of(1));
        assertEquals(
                List.of("dense1.b", "dense1.w"),
                frozen.drawn().frozen().segments().stream().map(s -> s.name()).toList());
        Knowledge again = Knowledge.NONE.with(frozen.start(known));
        assertEquals(list(known), list(again), "every number came from the earlier phase");
    }

    private static List<Float> list(Knowledge knowledge) {
        List<Float> numbers = new ArrayList<>();
        for (float number : knowledge.parameters().toArray()) {
            numbers.add(number);
        }
        return numbers;
    }

    @Test
    void whatALaterPhaseDoesNotRunIsNotForgotten() {
        Knowledge both = Knowledge.NONE.with(
                Prepared.of(all("first", 1), DATA, Stream.of(0)).drawn());
        Phase one = phase("second", List.of("dense1"), List.of("*"), "input", 1);
        Layers two = Phase.run(NET, List.of("dense2", "dense1"), "");
        assertEquals(
                List.of("dense2", "dense1"),
                two.parts().stream().map(p -> p.name()).toList());
        Phase wide = new Phase(
                "second",
                Toys.layers(one.model().parts().getFirst(), Toys.part("dense9", new Affine(), new Affine.Config(2))),
                "input",
                one.loss(),
                one.training(),
                one.carry(),
                Optional.empty(),
                Optional.empty());
        Knowledge after = both.with(Prepared.of(wide, DATA, Stream.of(7)).start(both));
        assertEquals(
                List.of("dense1.b", "dense1.w", "dense2.b", "dense2.w", "dense9.b", "dense9.w"),
                after.parameters().segments().stream().map(s -> s.name()).toList());
        assertEquals(list(both), list(after).subList(0, list(both).size()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5, 7, 10, 12, 14})
    void aTrialGoesOnInAnyPhaseAsIfItHadNeverStopped(int stop) {
        Phase[] phases = {
            phase("first", List.of("*"), List.of("dense1"), Field.TARGET, 1),
            phase("second", List.of("*"), List.of("dense2"), Field.TARGET, 1),
            all("third", 1)
        };
        Checkpoints checkpoints = new Checkpoints() {
            private final Map<String, byte[]> left = new HashMap<>();

            @Override
            public Optional<byte[]> latest(String trial) {
                return Optional.ofNullable(left.get(trial));
            }

            @Override
            public Moment now(String trial) {
                return (step, epoch, digest, content, keep) -> {
                    left.put(trial, content);
                    return new Checkpointed(trial, step, epoch, "", digest);
                };
            }
        };
        List<Event> course = new ArrayList<>();
        assertEquals(Status.INTERRUPTED, run(checkpoints, stop, course, phases).status());
        course.removeLast();
        assertEquals(Status.FINISHED, run(checkpoints, 1000, course, phases).status());
        assertEquals(course(phases), course);
    }

    @Test
    void patienceEndsAPhaseThatGetsNoBetterAndLeavesItsBestEpoch() {
        Phase stuck = waiting(all("stuck", 50), "train.loss", 2); // which is to grow, and falls
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
                assertThrows(InvalidSetting.class, () -> Phase.run(NET, List.of("dens"), "a.run"))
                        .getMessage());
        assertThrows(InvalidSetting.class, () -> Phase.run(NET, List.of("dense1", "dense1"), "a.run"));
        Phase nothing = phase("idle", List.of("*"), List.of(), Field.TARGET, 1);
        String message = assertThrows(InvalidSetting.class, () -> Prepared.of(nothing, DATA, Stream.of(0)))
                .getMessage();
        assertTrue(message.startsWith("phases.idle.learn: this phase trains nothing"), message);
        Phase astray = phase("astray", List.of("*"), List.of("*"), "inputs", 1);
        assertEquals(
                "phases.astray.target: examples hold no \"inputs\", only [input, target], and no part that is run has that"
                        + " name",
                assertThrows(InvalidSetting.class, () -> Prepared.of(astray, DATA, Stream.of(0)))
                        .getMessage());
    }
}
