package org.recurve.feedforward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

/** Activations follow their formulas and their derivatives, at corners and far away too. */
class ActivationTest {
    private static final float[] GRID = new float[401];

    static {
        for (int i = 0; i < GRID.length; i++) {
            GRID[i] = (i - 200) / 16f;
        }
    }

    private static final Gelu.Config EXACT = new Gelu.Config(Optional.of(true));

    private record Slope(Spec<Layer<?>> of) {}

    /** The derivative of an activation. */
    @Plugin(id = "slope", summary = "the derivative of a layer")
    private static final class Derivative implements Layer<Slope> {
        @Override
        public Value forward(Slope config, Scope scope, Value x) {
            return scope.apply("of", config.of(), x).sum().gradient(x).getFirst();
        }
    }

    private static <C extends Record> float[] run(Layer<C> layer, C config, float... x) {
        return Forward.of(layer, config, Shape.of(x.length)).run(x);
    }

    private static <C extends Record> float[] slope(Layer<C> layer, C config, float... x) {
        return run(new Derivative(), new Slope(new Spec<>(layer, config)), x);
    }

    static Stream<Arguments> formulas() {
        DoubleUnaryOperator elu = x -> x > 0 ? x : 1.5 * (StrictMath.exp(x) - 1);
        DoubleUnaryOperator leaky = x -> x > 0 ? x : 0.1 * x;
        DoubleUnaryOperator gauss = x -> x
                / 2
                * (1 + StrictMath.tanh(StrictMath.sqrt(2 / StrictMath.PI) * (x + 0.044715 * StrictMath.pow(x, 3))));
        DoubleUnaryOperator exact = x -> x / 2 * (1 + erf(x / StrictMath.sqrt(2)));
        return Stream.of(
                Arguments.of(new Elu(), new Elu.Config(1.5), elu),
                Arguments.of(new LeakyRelu(), new LeakyRelu.Config(0.1), leaky),
                formula(new Softplus(), x -> StrictMath.log1p(StrictMath.exp(x))),
                Arguments.of(new Gelu(), new Gelu.Config(), gauss),
                Arguments.of(new Gelu(), EXACT, exact),
                formula(new Swish(), x -> x / (1 + StrictMath.exp(-x))),
                formula(new HardSigmoid(), x -> StrictMath.min(1, StrictMath.max(0, 0.2 * x + 0.5))),
                formula(new HardTanh(), x -> StrictMath.min(1, StrictMath.max(-1, x))));
    }

    /** Simpson's rule on the integral that defines it. */
    private static double erf(double x) {
        int panels = 2000;
        double sum = 1 + StrictMath.exp(-x * x);
        for (int i = 1; i < panels; i++) {
            double t = x * i / panels;
            sum += (i % 2 == 1 ? 4 : 2) * StrictMath.exp(-t * t);
        }
        return 2 / StrictMath.sqrt(StrictMath.PI) * sum * x / panels / 3;
    }

    private static Arguments formula(Activation<NoConfig> activation, DoubleUnaryOperator formula) {
        return Arguments.of(activation, new NoConfig(), formula);
    }

    @ParameterizedTest
    @MethodSource("formulas")
    <C extends Record> void followTheirFormulas(Activation<C> activation, C config, DoubleUnaryOperator formula) {
        float[] expected = new float[GRID.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (float) formula.applyAsDouble(GRID[i]);
        }
        assertArrayEquals(expected, run(activation, config, GRID), 2e-6f);
    }

    @ParameterizedTest
    @MethodSource("formulas")
    <C extends Record> void stayFiniteAndKeepNaN(Activation<C> activation, C config, DoubleUnaryOperator formula) {
        for (float value : slope(activation, config, -1e4f, -200, 0, 200, 1e4f)) {
            assertTrue(Float.isFinite(value), "the slope is finite, not " + value);
        }
        assertEquals(Float.NaN, run(activation, config, Float.NaN, 1)[0]);
    }

    private static void isNear(double expected, float actual, double relative) {
        assertEquals(expected, actual, relative * Math.abs(expected));
    }

    /** What is small keeps its digits; values by mpmath 1.3 with 30 digits, of gelu in its tanh form. */
    @Test
    void smallValuesKeepTheirDigits() {
        float[] softplus = run(new Softplus(), new NoConfig(), -30, -50, -80, -100, 30);
        isNear(9.3576229688397367793776974246754e-14, softplus[0], 1e-6);
        isNear(1.9287498479639177830171568127282e-22, softplus[1], 1e-6);
        isNear(1.80485138784541517231212835734996e-35, softplus[2], 1e-6);
        isNear(3.72007597602083596295969580386301e-44, softplus[3], 0.02); // a subnormal number has few digits
        assertEquals(30f, softplus[4]);
        isNear(9.35762296883929895383956265328e-14, slope(new Softplus(), new NoConfig(), -30, 0)[0], 1e-6);
        float[] elu = run(new Elu(), new Elu.Config(1), -0x1p-27f, -1e-3f);
        isNear(-0.00000000745058056916825257830280407376643, elu[0], 1e-7);
        isNear(-0.000999500166625008352740518267226192, elu[1], 2e-7);
        float[] gelu = run(new Gelu(), new Gelu.Config(), -4, -6, -8);
        isNear(-0.0000702459481923726898181257973231917, gelu[0], 1e-5);
        isNear(-8.43964670076229708370855117702901e-11, gelu[1], 1e-5);
        isNear(-3.10778293742038426062424414769997e-21, gelu[2], 1e-5);
    }

    /** x Φ(x) and Φ(x) + x φ(x) by mpmath 1.3 with 40 digits. */
    @Test
    void exactGeluKeepsItsDigitsOnTheLeft() {
        float[] x = {-1.5f, -3, -5, -6, -8, -10, -12};
        double[] value = {
            -0.10021080190328709901,
            -0.00404969409489028358,
            -1.4332578593959695584e-6,
            -5.9195258702261888442e-9,
            -4.9767684594174272988e-15,
            -7.619853024160526066e-23,
            -2.1317785344932147972e-32
        };
        double[] slope = {
            -0.12746919222997952542,
            -0.011945647204183927,
            -7.1469460017922946279e-6,
            -3.5468709453902014781e-8,
            -3.9796072610867959891e-14,
            -7.6184000964648140857e-22,
            -2.5578956616748956241e-31
        };
        float[] values = run(new Gelu(), EXACT, x);
        float[] slopes = slope(new Gelu(), EXACT, x);
        for (int i = 0; i < x.length; i++) {
            isNear(value[i], values[i], 1e-5);
            isNear(slope[i], slopes[i], 1e-5);
        }
        float[] swish = run(new Swish(), new NoConfig(), -20, -50, -80); // x / (1 + e^−x) by mpmath
        isNear(-4.1223072363804071629e-8, swish[0], 1e-6);
        isNear(-9.6437492398195889151e-21, swish[1], 1e-6);
        isNear(-1.4438811102763321378e-33, swish[2], 1e-6);
    }

    /** Layers over blank images begin at exactly 0, so the derivative there decides whether they learn. */
    @Test
    void derivativesAtZeroAreAsDocumented() {
        assertEquals(1.5f, slope(new Elu(), new Elu.Config(1.5), 0, 1)[0]);
        assertEquals(0.1f, slope(new LeakyRelu(), new LeakyRelu.Config(0.1), 0, 1)[0]);
        assertEquals(0.5f, slope(new Softplus(), new NoConfig(), 0, 1)[0]);
        assertEquals(0.5f, slope(new Gelu(), new Gelu.Config(), 0, 1)[0]);
        assertEquals(0.5f, slope(new Swish(), new NoConfig(), 0, 1)[0]);
        assertEquals(0.2f, slope(new HardSigmoid(), new NoConfig(), 0, 1)[0]);
        assertArrayEquals(new float[] {0, 1, 1, 1, 0}, slope(new HardTanh(), new NoConfig(), -2, -1, 0, 1, 2));
    }

    /** ONNX's Gelu and PyTorch's default; numpy and scipy.special.erf in double. */
    @Test
    void geluIsExactWhereThatIsAsked() {
        float[] expected = {-0.15865526f, -0.15426877f, 0.34573123f, 1.9544997f, -0.0040496940f};
        assertArrayEquals(expected, run(new Gelu(), EXACT, -1, -0.5f, 0.5f, 2, -3), 3e-7f);
        assertEquals(0.5f, slope(new Gelu(), EXACT, 0, 1)[0]);
    }

    @Test
    void softmaxSumsToOneOverTheChannels() {
        float[] y = Forward.of(new Softmax(), new NoConfig(), Shape.of(2, 2)).run(0, 500, (float) StrictMath.log(3), 0);
        assertArrayEquals(new float[] {0.25f, 1, 0.75f, 0}, y, 1e-6f);
        Forward scalar = Forward.of(new Softmax(), new NoConfig(), Shape.SCALAR);
        assertThrows(InvalidSetting.class, scalar::program);
    }

    @Test
    void transposeTurnsStepsIntoPositions() {
        Forward turned = Forward.of(new Transpose(), new Transpose.Config(List.of(1, 0)), Shape.of(3, 2));
        assertEquals(Shape.of(2, 3), turned.program().output());
        assertArrayEquals(new float[] {1, 3, 5, 2, 4, 6}, turned.run(1, 2, 3, 4, 5, 6));
        for (List<Integer> wrong : List.of(List.of(0), List.of(0, 0), List.of(0, 2))) {
            Forward refused = Forward.of(new Transpose(), new Transpose.Config(wrong), Shape.of(3, 2));
            assertThrows(InvalidSetting.class, refused::program);
        }
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        Stream<Contract> plain = Stream.of(new Softplus(), new Swish(), new HardSigmoid(), new HardTanh())
                .map(activation -> Contract.layer(activation, new NoConfig(), 3, 5));
        Stream<Contract> others = Stream.of(
                Contract.layer(new Gelu(), new Gelu.Config(), 3, 5),
                Contract.layer(new Gelu(), EXACT, 3, 5),
                Contract.layer(new Elu(), new Elu.Config(1), 3, 5),
                Contract.layer(new LeakyRelu(), new LeakyRelu.Config(0.01), 3, 5),
                Contract.layer(new Softmax(), new NoConfig(), 4, 2),
                Contract.layer(new Transpose(), new Transpose.Config(List.of(2, 0, 1)), 2, 3, 2));
        return Stream.concat(plain, others).flatMap(Contract::tests);
    }
}
