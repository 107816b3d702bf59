package org.recurve.engine.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Data;
import org.recurve.api.event.Event.StepDone;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.spec.ConstraintSpec;
import org.recurve.engine.spec.ParameterGroups;
import org.recurve.engine.spec.TrainingSpec;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.toys.Descent;
import org.recurve.engine.toys.Standstill;
import org.recurve.engine.toys.Toys;

/** Constraints act on the parameters that a file names, after every step. */
class ConstraintTest {
    private final Recordings recordings = new Recordings();

    private TrialEnded run(double rate, String... held) {
        TrialSpec plain = Toys.baseline()
                .optimizer(new Descent(), new Descent.Config(rate, 0))
                .spec();
        List<ConstraintSpec> constraints = held.length == 0
                ? List.of()
                : List.of(new ConstraintSpec(new Spec<>(new Standstill(), new NoConfig()), List.of(held)));
        TrainingSpec trainingSpec = new TrainingSpec(
                plain.last().training().optimizer(),
                List.of(),
                List.of(),
                ParameterGroups.NONE,
                constraints,
                TrainingSpec.BatchingSpec.WHOLE,
                2,
                8,
                Map.of());
        TrialSpec spec = new TrialSpec(
                "held",
                "",
                0,
                plain.data(),
                plain.last().model(),
                plain.last().loss(),
                trainingSpec,
                plain.measures(),
                plain.last().select(),
                1,
                "held");
        Data data = new DataPool(source -> Path.of("none")).open(spec.data());
        RunPlatform here = new RunPlatform("0.1", 1, Map.of(), RunPlatform::builtIn);
        TrialJob job = new TrialJob("sha256:held", "toys", spec, data, here.provenance(spec, data));
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        return new TrialRunner(recordings, TrialCheckpoints.NONE, () -> false, clock).run(job);
    }

    private List<Float> losses(double rate, String... held) {
        recordings.events().clear();
        run(rate, held);
        return recordings.all(StepDone.class).stream().map(StepDone::loss).toList();
    }

    @Test
    void whatIsHeldAtZeroLearnsNothingAtAnyRate() {
        assertEquals(losses(0.1, "*"), losses(0.01, "dense*", "*.w"));
        assertNotEquals(losses(0.1, "dense1.*"), losses(0.01, "dense1.*"));
        assertNotEquals(losses(0.1), losses(0.1, "dense1.w"));
    }

    @Test
    void aNameThatFitsNothingFailsTheTrial() {
        TrialEnded ended = run(0.1, "conv1.w");
        assertTrue(
                ended.toString().contains("train.constrain: no trained parameter is named \"conv1.w\""),
                ended.toString());
    }
}
