package org.recurve.engine.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Data;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.optimize.Segment;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.compute.program.Program;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.data.SequenceChunking;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.toys.Affine;
import org.recurve.engine.toys.Toys;

class GradientCheckTest {
    /** {@code x²}, of which half the derivative is hidden. */
    @Plugin(id = "half-hidden", summary = "x times x, the second x held still")
    static final class HalfHidden implements Layer<NoConfig> {
        @Override
        public Value forward(NoConfig config, Scope scope, Value x) {
            return x.times(x.stopGradient());
        }
    }

    private static List<GradientAgreement> check(Toys toys, int elements) {
        TrialSpec spec = toys.spec();
        Data data = new DataPool(source -> Path.of("none")).open(spec.data());
        Program program = Program.trace(spec.last().model(), spec.last().loss(), data.fields());
        return new GradientCheck(program, SequenceChunking.of(data, Optional.empty()), 0, 3, elements).run();
    }

    @Test
    void rightGradientsAgreeInEveryParameter() {
        List<GradientAgreement> all = check(Toys.baseline(), 4);
        assertEquals(
                List.of("dense1.w", "dense1.b", "dense2.w", "dense2.b"), // from the input to the output
                all.stream().map(GradientAgreement::parameter).toList());
        for (GradientAgreement one : all) {
            assertTrue(one.holds(), one.toString());
            assertTrue(one.error() < 1e-7, one.toString());
            assertEquals(Math.min(4, one.shape().size()), one.compared());
        }
    }

    /** What stands before the hidden half is wrong by a factor of 2, what stands behind it is right. */
    @Test
    void aWrongGradientIsFoundWhereItArises() {
        List<GradientAgreement> all = check(
                Toys.baseline()
                        .model(
                                Toys.part("dense1", new Affine(), new Affine.Config(3)),
                                Toys.part("hidden", new HalfHidden(), new NoConfig()),
                                Toys.part("dense2", new Affine(), new Affine.Config(1))),
                100);
        for (GradientAgreement one : all) {
            assertEquals(one.parameter().startsWith("dense2"), one.holds(), one.toString());
            if (!one.holds()) {
                assertEquals(0.5, one.error(), 1e-6);
                assertEquals(2 * one.derived(), one.difference(), 1e-6);
            }
        }
    }

    /** Errors 0.1 / 10, 0.004 / 0.01 (a thousandth of 10), and nothing against nothing. */
    @Test
    void theWorstElementIsNamedByItsIndices() {
        Segment matrix = new Segment("w", Shape.of(2, 3), 7);
        double[] derived = {0, 10, 0, 0, 0.001, 0};
        GradientAgreement worst =
                GradientAgreement.of(matrix, derived, new int[] {1, 4, 0}, new double[] {10.1, 0.005, 0}, 0);
        assertEquals(List.of(1, 1), worst.worst());
        assertEquals(0.4, worst.error(), 1e-12);
        assertFalse(worst.holds());
        double[] broken = {Double.NaN, 0};
        assertFalse(GradientAgreement.of(
                        new Segment("b", Shape.of(2), 0), broken, new int[] {0, 1}, new double[] {0, 0}, 1e-9)
                .holds());
        assertTrue(GradientAgreement.of(
                        new Segment("b", Shape.of(2), 0), new double[2], new int[] {0}, new double[] {0}, 0)
                .holds());
    }

    @Test
    void whatTheRoundingOfLossesExplainsIsNoError() {
        Segment one = new Segment("b", Shape.of(1), 0);
        double[] derived = {1.8e-5};
        assertTrue(GradientAgreement.of(one, derived, new int[] {0}, new double[] {1.8e-5 + 3e-10}, 1e-9)
                .holds());
        assertFalse(GradientAgreement.of(one, derived, new int[] {0}, new double[] {1.8e-5 + 3e-9}, 1e-9)
                .holds());
    }
}
