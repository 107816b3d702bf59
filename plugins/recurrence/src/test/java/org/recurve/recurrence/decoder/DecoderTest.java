package org.recurve.recurrence.decoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.program.Program;
import org.recurve.compute.reference.ReferenceProgram;
import org.recurve.compute.session.Batch;
import org.recurve.recurrence.decoder.Decoder.ContextUse;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class DecoderTest {
    private static final List<String> CLASSES = List.of("a", "b", Field.END, "c");
    private static final int END = 2;
    private static final int UNITS = 3;
    private static final int FEATURES = 2;
    private static final int STEPS = 4;

    static Decoder.Config config(ContextUse context, boolean attention, Optional<Integer> beam, double penalty) {
        return new Decoder.Config(
                new Spec<>(new NestedCell(), new NestedCell.Config(UNITS)),
                2,
                context,
                attention,
                beam,
                penalty,
                Optional.empty(),
                NestedCell.NORMAL,
                NestedCell.NORMAL);
    }

    static List<Field> fields(int steps, int targetSteps) {
        return List.of(
                new Field(Field.INPUT, Shape.of(steps, FEATURES)),
                new Field(Field.TARGET, Shape.of(targetSteps), CLASSES));
    }

    @TestFactory
    Stream<DynamicTest> contract() {
        return Stream.of(ContextUse.values())
                .flatMap(context -> Stream.of(true, false)
                        .map(attention -> Contract.layer(
                                new Decoder(), config(context, attention, Optional.of(2), 1), fields(3, STEPS))))
                .flatMap(Contract::tests);
    }

    /** The formulas of the paper, written down once more in double. */
    @ParameterizedTest
    @CsvSource({"START, false", "EACH_STEP, false", "BOTH, false", "START, true", "BOTH, true"})
    void itIsTheFormula(ContextUse context, boolean attention) {
        Program program = new Forward(
                        new Spec<>(new Decoder(), config(context, attention, Optional.empty(), 0)),
                        fields(3, STEPS),
                        Map.of())
                .program();
        org.recurve.api.random.Stream random =
                org.recurve.api.random.Stream.of(0).in("decoder");
        Map<String, double[]> p = new HashMap<>();
        List<Segment> segments = program.start(random).theta().segments();
        double[] theta =
                new double[segments.stream().mapToInt(s -> s.shape().size()).sum()];
        for (int i = 0; i < theta.length; i++) {
            theta[i] = 0.7 * random.normal(i);
        }
        segments.forEach(s -> p.put(
                s.name().substring("subject.".length()),
                Arrays.copyOfRange(theta, s.offset(), s.offset() + s.shape().size())));
        double[] x = {0.5, -1, 2, 0.3, -0.2, 1.5};
        double[] target = {1, 0, 3, END};
        double[] expected = new double[STEPS * CLASSES.size()];
        double[] last = {x[4], x[5]};
        double[] h = new double[UNITS];
        if (context != ContextUse.EACH_STEP) {
            double[] told = plus(p.get("b1"), product(p.get("W1"), last));
            Arrays.setAll(h, i -> StrictMath.tanh(told[i]));
        }
        for (int t = 0; t < STEPS; t++) {
            int before = t == 0 ? END : (int) target[t - 1];
            double[] read = Arrays.copyOfRange(p.get("E"), before * 2, before * 2 + 2);
            double[] heard = context == ContextUse.START ? read : joined(read, last);
            double[] a = plus(product(p.get("cell.U"), heard), product(p.get("cell.W"), h));
            Arrays.setAll(h, i -> StrictMath.tanh(a[i]));
            double[] shown = attention ? attended(p, x, h) : h;
            double[] logits = plus(p.get("c"), product(p.get("V"), shown));
            System.arraycopy(logits, 0, expected, t * logits.length, logits.length);
            h = h.clone();
        }
        Batch like = new Batch(1, Map.of(), new long[1], true, 0);
        double[] output = new ReferenceProgram(program, random)
                .outputs(
                        like,
                        new ReferenceProgram.EvaluationPoint(theta, Map.of(Field.INPUT, x, Field.TARGET, target)));
        assertArrayEquals(expected, output, 1e-6);
    }

    private static double[] attended(Map<String, double[]> p, double[] x, double[] h) {
        double[] weights = new double[3];
        double sum = 0;
        for (int s = 0; s < 3; s++) {
            double[] key = product(p.get("A"), new double[] {x[2 * s], x[2 * s + 1]});
            double score = 0;
            for (int i = 0; i < UNITS; i++) {
                score += key[i] * h[i];
            }
            weights[s] = StrictMath.exp(score);
            sum += weights[s];
        }
        double[] read = new double[FEATURES];
        for (int s = 0; s < 3; s++) {
            read[0] += weights[s] / sum * x[2 * s];
            read[1] += weights[s] / sum * x[2 * s + 1];
        }
        double[] bent = plus(p.get("d"), product(p.get("C"), joined(h, read)));
        Arrays.setAll(bent, i -> StrictMath.tanh(bent[i]));
        return bent;
    }

    private static double[] product(double[] matrix, double[] x) {
        double[] y = new double[matrix.length / x.length];
        for (int i = 0; i < matrix.length; i++) {
            y[i / x.length] += matrix[i] * x[i % x.length];
        }
        return y;
    }

    private static double[] plus(double[] a, double[] b) {
        double[] sum = a.clone();
        Arrays.setAll(sum, i -> a[i] + b[i]);
        return sum;
    }

    private static double[] joined(double[] a, double[] b) {
        double[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    /** Whatever room there is for inputs and targets, and whatever stands there, outputs have the same bits. */
    @ParameterizedTest
    @CsvSource({"START, false", "BOTH, true", "EACH_STEP, true"})
    void paddingIsNothing(ContextUse context, boolean attention) {
        float[] own = run(context, attention, 3, 2, 0);
        float[] padded = run(context, attention, 7, 6, 1e6f);
        assertArrayEquals(own, Arrays.copyOf(padded, own.length));
        assertArrayEquals(new float[padded.length - own.length], Arrays.copyOfRange(padded, own.length, padded.length));
    }

    private static float[] run(ContextUse context, boolean attention, int room, int targetRoom, float padding) {
        float[] x = Arrays.copyOf(new float[] {0.5f, -1, 2, 0.3f, -0.2f, 1.5f}, room * FEATURES);
        Arrays.fill(x, 6, x.length, padding);
        float[] target = new float[targetRoom];
        target[0] = 1;
        target[1] = END;
        return Forward.of(new Decoder(), config(context, attention, Optional.empty(), 0), Shape.of(room, FEATURES))
                .with(new Field(Field.LENGTH, Shape.SCALAR), 3)
                .with(new Field(Field.TARGET, Shape.of(targetRoom), CLASSES), target)
                .with(new Field(Field.TARGET_LENGTH, Shape.SCALAR), 2)
                .run(x);
    }

    private static String refused(Decoder.Config config, Field... fields) {
        return assertThrows(
                        InvalidSetting.class,
                        () -> new Forward(new Spec<>(new Decoder(), config), List.of(fields), Map.of()).program())
                .what();
    }

    @Test
    void mistakesAreExplained() {
        Decoder.Config plain = config(ContextUse.BOTH, false, Optional.empty(), 0);
        Field target = new Field(Field.TARGET, Shape.of(4), CLASSES);
        assertEquals(
                "decoder writes symbols until the one called <end>, so that the target is a sequence of classes, one of"
                        + " them of this name; the target here is [4] of 2 classes; take a data set such as pairs, or"
                        + " for an answer at each step of the input, recurrent",
                refused(
                        plain,
                        new Field(Field.INPUT, Shape.of(2)),
                        new Field(Field.TARGET, Shape.of(4), List.of("a", "b"))));
        assertEquals(
                "attention reads from the steps of a sequence [steps, features], but the decoder was given [5]; let the"
                        + " layer below give all its steps (output: all), or remove attention",
                refused(
                        config(ContextUse.BOTH, true, Optional.empty(), 0),
                        new Field(Field.INPUT, Shape.of(5)),
                        target));
        assertEquals(
                "decoder needs a context [features] or a sequence [steps, features], but was given [1×2×3]; flatten or"
                        + " pool it before",
                refused(plain, new Field(Field.INPUT, Shape.of(1, 2, 3)), target));
    }
}
