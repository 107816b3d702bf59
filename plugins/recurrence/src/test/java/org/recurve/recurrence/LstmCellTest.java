package org.recurve.recurrence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.recurrence.Exact.each;
import static org.recurve.recurrence.Exact.map;
import static org.recurve.recurrence.Exact.plus;
import static org.recurve.recurrence.Exact.sigmoid;
import static org.recurve.recurrence.Exact.step;
import static org.recurve.recurrence.Exact.tanh;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class LstmCellTest {
    private static final int STEPS = 4;
    private static final int UNITS = 3;
    private static final double[] X = Exact.numbers("x", STEPS * 2);

    /** The vanilla cell of the search space, and its eight variants under the paper's names. */
    enum Variant {
        V,
        NIG,
        NFG,
        NOG,
        NIAF,
        NOAF,
        CIFG,
        NP,
        FGR;

        LstmCell.Config config(int units) {
            LstmCell.Forget forget = switch (this) {
                case NFG -> LstmCell.Forget.NONE;
                case CIFG -> LstmCell.Forget.COUPLED;
                default -> LstmCell.Forget.GATE;
            };
            return new LstmCell.Config(
                    units,
                    this != NIG,
                    forget,
                    this != NOG,
                    this != NIAF,
                    this != NOAF,
                    this != NP,
                    this == FGR,
                    Specs.NORMAL,
                    Specs.NORMAL,
                    Specs.NORMAL);
        }
    }

    /** Section II and appendix of the paper, one gate after another. */
    @ParameterizedTest
    @EnumSource
    void everyVariantFollowsItsFormula(Variant variant) {
        Exact cell = Exact.cell(new LstmCell(), variant.config(UNITS), STEPS, 2);
        double[] said = cell.run(X);
        double[] ones = {1, 1, 1};
        double[] h = new double[UNITS];
        double[] c = new double[UNITS];
        Map<String, double[]> gates = new TreeMap<>(Map.of("i", h, "f", h, "o", h));
        for (int t = 0; t < STEPS; t++) {
            double[] x = step(X, 2, t);
            double[] net = plus(cell.of("b-z"), cell.times("U-z", x), cell.times("W-z", h));
            double[] z = variant == Variant.NIAF ? net : tanh(net);
            double[] i = variant == Variant.NIG ? ones : gate(cell, variant, "i", x, h, c, gates);
            double[] f = switch (variant) {
                case NFG -> ones;
                case CIFG -> map(a -> 1 - a, i);
                default -> gate(cell, variant, "f", x, h, c, gates);
            };
            c = plus(each(z, i), each(c, f));
            double[] o = variant == Variant.NOG ? ones : gate(cell, variant, "o", x, h, c, gates);
            h = each(variant == Variant.NOAF ? c : tanh(c), o);
            gates = Map.of("i", i, "f", f, "o", o);
            assertArrayEquals(h, step(said, UNITS, t), 1e-12, variant + " at step " + t);
        }
    }

    private static double[] gate(
            Exact cell, Variant variant, String name, double[] x, double[] h, double[] c, Map<String, double[]> gates) {
        double[] net = plus(cell.of("b-" + name), cell.times("U-" + name, x), cell.times("W-" + name, h));
        if (variant != Variant.NP) {
            net = plus(net, each(cell.of("p-" + name), c));
        }
        if (variant == Variant.FGR) {
            for (String other : gates.keySet()) {
                net = plus(net, cell.times("G-" + name + other, gates.get(other)));
            }
        }
        return sigmoid(net);
    }

    /** As many numbers as the paper counts: 4 (units + inputs + 1) units, with three peepholes a unit. */
    @Test
    void hasTheParametersOfTheFormula() {
        assertEquals(4 * (3 + 2 + 1) * 3, size(Variant.NP));
        assertEquals(size(Variant.NP) + 3 * 3, size(Variant.V));
        assertEquals(size(Variant.V) + 9 * 3 * 3, size(Variant.FGR));
        for (Variant gone : Set.of(Variant.NIG, Variant.NFG, Variant.NOG, Variant.CIFG)) {
            assertEquals(size(Variant.V) - (3 + 2 + 2) * 3, size(gone), gone::toString);
        }
        for (Variant same : Set.of(Variant.NIAF, Variant.NOAF)) {
            assertEquals(size(Variant.V), size(same), same::toString);
        }
    }

    private static int size(Variant variant) {
        return Exact.cell(new LstmCell(), variant.config(UNITS), STEPS, 2).theta().length;
    }

    /** By hand: nets of 0 make gates of ½; an input of 2 through weights of 1 makes {@code c = ½ tanh 2}. */
    @Test
    void oneUnitByHand() {
        Exact cell = Exact.cell(new LstmCell(), Specs.lstm(1), 2, 1);
        for (String gate : new String[] {"i", "f", "o", "z"}) {
            cell = cell.with("cell.U-" + gate, gate.equals("z") ? 1 : 0)
                    .with("cell.W-" + gate, 0)
                    .with("cell.b-" + gate, 0);
        }
        double first = 0.5 * StrictMath.tanh(2);
        double second = 0.5 * first + 0.5 * StrictMath.tanh(-1);
        assertArrayEquals(
                new double[] {0.5 * StrictMath.tanh(first), 0.5 * StrictMath.tanh(second)}, cell.run(2, -1), 1e-15);
    }

    /** Gates wide open make the constant error carousel: what came in once stays, to the last bit. */
    @Test
    void anOpenForgetGateKeepsTheMemory() {
        LstmCell.Config keep = new LstmCell.Config(
                1,
                true,
                LstmCell.Forget.GATE,
                false,
                false,
                false,
                false,
                false,
                Forward.given(100),
                Forward.given(1),
                Forward.given(0));
        Recurrent.Config layer = new Recurrent.Config(new Spec<>(new LstmCell(), keep), Recurrent.Output.ALL);
        float[] memory = Forward.of(new Recurrent(), layer, Shape.of(4, 1)).run(3, 0, 0, 0);
        assertEquals(3 / (1 + StrictMath.exp(-3)), memory[0], 1e-6);
        assertEquals(memory[0], memory[3]);
    }

    @Test
    void refusesToCoupleWithAGateThatIsNotThere() {
        String message = assertThrows(
                        InvalidSetting.class,
                        () -> new LstmCell.Config(
                                3,
                                false,
                                LstmCell.Forget.COUPLED,
                                true,
                                true,
                                true,
                                true,
                                false,
                                Specs.NORMAL,
                                Specs.NORMAL,
                                Specs.NORMAL))
                .getMessage();
        assertTrue(message.contains("\"input-gate: false\" leaves none"), message);
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        return Stream.of(Variant.values())
                .map(variant -> Contract.cell(new LstmCell(), variant.config(3), 2))
                .flatMap(Contract::tests);
    }
}
