package org.recurve.engine.spec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.random.Stream;
import org.recurve.compute.params.VectorFactory;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;
import org.recurve.compute.trace.declaration.Parameter;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.toys.Toys;

class ParameterGroupsTest {
    private static final TrialSpec SPEC = Toys.baseline().spec();
    private static final Data DATA = new DataPool(source -> Path.of("none")).open(SPEC.data());

    private static Program traced(ParameterGroup... groups) {
        TrainingSpec plain = SPEC.last().training();
        TrainingSpec trainingSpec = new TrainingSpec(
                plain.optimizer(),
                List.of(),
                List.of(),
                new ParameterGroups(List.of(groups)),
                List.of(),
                TrainingSpec.BatchingSpec.WHOLE,
                1,
                8,
                Map.of());
        return trainingSpec.trace(SPEC.last().model(), SPEC.last().loss(), DATA.fields(), false, Field.TARGET);
    }

    private static ParameterGroup group(String of, double factor, double decay, boolean frozen) {
        return new ParameterGroup(List.of(of), factor, decay, frozen);
    }

    private static String refused(ParameterGroup... groups) {
        return assertThrows(InvalidSetting.class, () -> traced(groups)).getMessage();
    }

    @Test
    void aFactorShortensTheStepOfItsParametersAlone() {
        List<Segment> segments = List.of(new Segment("a.w", Shape.of(2), 0), new Segment("b.w", Shape.of(1), 2));
        Vector from = VectorFactory.of(segments, new float[] {1, 2, 3});
        Vector to = VectorFactory.of(segments, new float[] {3, 0, 5});
        ParameterGroups half = new ParameterGroups(List.of(group("a.*", 0.5, 0, false)));
        assertArrayEquals(new float[] {2, 1, 5}, half.moved(from, to).toArray());
        assertSame(to, ParameterGroups.NONE.moved(from, to));
    }

    @Test
    void whatIsFrozenIsNoMoreTrained() {
        List<Parameter> all = traced().parameters();
        List<Parameter> some = traced(group("*.w", 1, 0, true)).parameters();
        assertTrue(all.stream().noneMatch(Parameter::frozen));
        for (Parameter parameter : some) {
            assertEquals(parameter.name().endsWith(".w"), parameter.frozen(), parameter.name());
        }
    }

    private static double[] gradient(Program program) {
        ModelState state = program.start(Stream.of(3));
        Map<String, float[]> fields = new HashMap<>();
        DATA.fields().forEach(field -> {
            float[] values = new float[4 * field.shape().size()];
            Arrays.fill(values, 0.5f);
            fields.put(field.name(), values);
        });
        try (Session session = new Session(program, 4, Stream.of(1), 1)) {
            Batch batch = new Batch(4, fields, new long[] {0, 1, 2, 3}, true, 1);
            float[] gradient = session.objective(state, batch, new Progress(0, 0, 1, 1), List.of())
                    .gradient()
                    .toArray();
            double[] doubles = new double[gradient.length];
            Arrays.setAll(doubles, i -> gradient[i]);
            return doubles;
        }
    }

    @Test
    void decayAddsItsMultipleOfTheParametersToTheGradient() {
        Program plain = traced();
        double[] before = gradient(plain);
        double[] after = gradient(traced(group("*", 1, 0.25, false)));
        float[] theta = plain.start(Stream.of(3)).theta().toArray();
        for (int i = 0; i < theta.length; i++) {
            assertEquals(before[i] + 0.25 * theta[i], after[i], 1e-5);
        }
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertTrue(refused(group("conv9.*", 0.1, 0, false)).startsWith("train.groups: no trained parameter is named"));
        assertTrue(refused(group("conv9.*", 1, 0, true)).startsWith("train.groups: no parameter is named"));
        assertTrue(
                refused(group("*", 0.1, 0, false), group("*.w", 1, 0.1, false)).contains("is in two groups"));
        assertThrows(InvalidSetting.class, () -> group("*", 0.1, 0, true));
        assertThrows(InvalidSetting.class, () -> group("*", 1, 0, false));
    }
}
