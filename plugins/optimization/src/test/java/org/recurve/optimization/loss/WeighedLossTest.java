package org.recurve.optimization.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Progress;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;
import org.recurve.compute.session.SessionEvaluation;

/**
 * What the loss of a batch is a mean over. Expected numbers: numpy in double, by the formula of PyTorch's
 * {@code CrossEntropyLoss} ({@code weight}, {@code ignore_index}, {@code label_smoothing}, {@code reduction="mean"}).
 */
class WeighedLossTest {
    private static final float[] LOGITS = {2, -1, 0.5f, 0, 1, 0, 1, 1, -2, -0.5f, 0.25f, 3};
    private static final float[] TARGETS = {1, 0, 2, 1};
    private static final List<Double> WEIGHTS = List.of(1.0, 2.0, 0.5);

    private static CrossEntropy.Config config(
            double smoothing, boolean normalized, Optional<Integer> ignore, Optional<MeanOver> over) {
        return new CrossEntropy.Config(
                smoothing, normalized ? WEIGHTS : List.of(), Optional.of(normalized), ignore, over);
    }

    private static <C extends Record> Program program(
            Loss<C> loss, C config, Shape output, Shape target, boolean lengths) {
        List<Field> fields = new ArrayList<>(List.of(new Field(Field.INPUT, output), new Field(Field.TARGET, target)));
        if (lengths) {
            fields.add(new Field(Field.LENGTH, Shape.SCALAR));
        }
        return Program.trace(new Layers(List.of()), new Spec<>(loss, config), fields);
    }

    /** The loss of the batch as training sees it, and the mean that an evaluation makes of weights and losses: they are one. */
    private static double loss(Program program, int examples, Map<String, float[]> fields) {
        ModelState state = program.start(Stream.of(1));
        long[] ids = new long[examples];
        try (Session session = new Session(program, examples, Stream.of(2), 1)) {
            Batch training = new Batch(examples, fields, ids, true, 0);
            double loss = session.objective(state, training, new Progress(0, 0, 1, 1), List.of())
                    .loss();
            SessionEvaluation evaluation = session.evaluate(state, new Batch(examples, fields, ids, false, 0));
            double sum = 0;
            double weight = 0;
            for (int i = 0; i < examples; i++) {
                sum += (double) evaluation.weights()[i] * evaluation.losses()[i];
                weight += evaluation.weights()[i];
            }
            if (weight > 0) {
                assertEquals(loss, sum / weight, 1e-5);
            }
            return loss;
        }
    }

    private static double single(CrossEntropy.Config config, float... targets) {
        Program program = program(new CrossEntropy(), config, Shape.of(3), Shape.SCALAR, false);
        return loss(program, 4, Map.of(Field.INPUT, LOGITS, Field.TARGET, targets));
    }

    @Test
    void classWeightsCanBeDividedByTheirSum() {
        assertEquals(
                3.8932114, single(new CrossEntropy.Config(0, WEIGHTS), TARGETS), 1e-6, "by the number of examples");
        assertEquals(2.8314265, single(config(0, true, Optional.empty(), Optional.empty()), TARGETS), 1e-6);
        assertEquals(2.4247543, single(config(0.3, true, Optional.empty(), Optional.empty()), TARGETS), 1e-6);
        assertThrows(
                InvalidSetting.class,
                () -> new CrossEntropy.Config(0, List.of(), Optional.of(true), Optional.empty(), Optional.empty()));
    }

    @Test
    void anIgnoredTargetCountsNowhere() {
        assertEquals(2.6345903, single(config(0, false, Optional.of(1), Optional.empty()), TARGETS), 1e-6);
        assertEquals(2.6345903, single(config(0, false, Optional.of(-100), Optional.empty()), -100, 0, 2, -100), 1e-6);
        assertEquals(
                0,
                single(config(0.1, false, Optional.of(-100), Optional.empty()), -100, -100, -100, -100),
                "nothing to learn is no NaN");
    }

    /** Two sequences of one and three true steps; behind the first stands what must not count. */
    @Test
    void stepsOrSequencesCountAlike() {
        float[] outputs = new float[18];
        System.arraycopy(LOGITS, 0, outputs, 0, 3);
        System.arraycopy(LOGITS, 3, outputs, 9, 9);
        outputs[4] = 1000;
        Map<String, float[]> fields = Map.of(
                Field.INPUT, outputs, Field.TARGET, new float[] {1, 0, 0, 0, 2, 1}, Field.LENGTH, new float[] {1, 3});
        assertEquals(2.9721783, loss(sequences(Optional.empty(), Optional.empty()), 2, fields), 1e-6);
        assertEquals(2.9721783, loss(sequences(Optional.of(MeanOver.SEQUENCES), Optional.empty()), 2, fields), 1e-6);
        assertEquals(2.8376118, loss(sequences(Optional.of(MeanOver.TOKENS), Optional.empty()), 2, fields), 1e-6);
        assertEquals(
                2.6345903,
                loss(sequences(Optional.of(MeanOver.TOKENS), Optional.of(1)), 2, fields),
                1e-6,
                "the first sequence has no other target");
        assertEquals(2.6345903, loss(sequences(Optional.empty(), Optional.of(1)), 2, fields), 1e-6);
    }

    private static Program sequences(Optional<MeanOver> over, Optional<Integer> ignore) {
        return program(new CrossEntropy(), config(0, false, ignore, over), Shape.of(3, 3), Shape.of(3), true);
    }

    /** Errors 1 | 2, 3, 4: sequences (1 + 29/3) / 2, steps 30 / 4. */
    @Test
    void squaredErrorsToo() {
        Map<String, float[]> fields = Map.of(
                Field.INPUT, new float[] {1, 9, 9, 2, 3, 4}, Field.TARGET, new float[6], Field.LENGTH, new float[] {1, 3
                });
        Shape steps = Shape.of(3, 1);
        assertEquals(
                (1 + 29 / 3.0) / 2,
                loss(program(new SquaredError(), new SquaredError.Config(), steps, Shape.of(3), true), 2, fields),
                1e-6);
        assertEquals(
                7.5,
                loss(
                        program(
                                new SquaredError(),
                                new SquaredError.Config(Optional.of(MeanOver.TOKENS)),
                                steps,
                                Shape.of(3),
                                true),
                        2,
                        fields),
                1e-6);
    }
}
