package org.recurve.compute.ir;

import org.recurve.compute.arithmetic.ErrorFunction;
import org.recurve.compute.arithmetic.ScalarTranscendentals;

/**
 * A function of one to three numbers: the closed set of which all elementwise operations are made.
 *
 * <p>Each has two definitions. The one in float is the law: every kernel gives its bits (a NaN is a NaN, whatever its
 * bits). The one in double is what derivatives are checked with.
 */
@SuppressWarnings("ImmutableEnumChecker") // The lambdas capture nothing.
public enum ElementwiseFunction {
    NEGATE(1, (a, b, c) -> -a, (a, b, c) -> -a),
    ABS(1, (a, b, c) -> Math.abs(a), (a, b, c) -> Math.abs(a)),
    /** −1, 1, or {@code a} itself where it is ±0 or NaN. */
    SIGN(1, (a, b, c) -> a > 0 ? 1 : a < 0 ? -1 : a, (a, b, c) -> a > 0 ? 1 : a < 0 ? -1 : a),
    /** 1 where {@code a > 0}, else +0. */
    STEP(1, (a, b, c) -> a > 0 ? 1 : 0, (a, b, c) -> a > 0 ? 1 : 0),
    SQUARE(1, (a, b, c) -> a * a, (a, b, c) -> a * a),
    /** Correctly rounded; so is the detour through double. */
    SQRT(1, (a, b, c) -> (float) Math.sqrt(a), (a, b, c) -> Math.sqrt(a)),
    EXP(1, (a, b, c) -> ScalarTranscendentals.exp(a), (a, b, c) -> StrictMath.exp(a)),
    LOG(1, (a, b, c) -> ScalarTranscendentals.log(a), (a, b, c) -> StrictMath.log(a)),
    /** {@code log(1 + a)} to the last digits where {@code a} is small. */
    LOG1P(1, (a, b, c) -> ScalarTranscendentals.log1p(a), (a, b, c) -> StrictMath.log1p(a)),
    /** {@code e^a − 1} to the last digits where {@code a} is small. */
    EXPM1(1, (a, b, c) -> ScalarTranscendentals.expm1(a), (a, b, c) -> StrictMath.expm1(a)),
    TANH(1, (a, b, c) -> ScalarTranscendentals.tanh(a), (a, b, c) -> StrictMath.tanh(a)),
    SIGMOID(1, (a, b, c) -> ScalarTranscendentals.sigmoid(a), (a, b, c) -> sigmoid(a)),
    /** The error function {@code 2/√π ∫ e^−t² dt} from 0 to a. */
    ERF(1, (a, b, c) -> ScalarTranscendentals.erf(a), (a, b, c) -> ErrorFunction.of(a)),
    /** {@code a > 0 ? a : a ≠ a ? a : +0}. */
    RELU(1, (a, b, c) -> a > 0 || Float.isNaN(a) ? a : 0, (a, b, c) -> a > 0 || Double.isNaN(a) ? a : 0),
    ADD(2, (a, b, c) -> a + b, (a, b, c) -> a + b),
    SUBTRACT(2, (a, b, c) -> a - b, (a, b, c) -> a - b),
    MULTIPLY(2, (a, b, c) -> a * b, (a, b, c) -> a * b),
    DIVIDE(2, (a, b, c) -> a / b, (a, b, c) -> a / b),
    /** The larger; the first where they are equal (so max(−0, +0) = −0), NaN where either is NaN. */
    MAX(2, (a, b, c) -> a >= b || Float.isNaN(a) ? a : b, (a, b, c) -> a >= b || Double.isNaN(a) ? a : b),
    /** The smaller; the first where they are equal, NaN where either is NaN. */
    MIN(2, (a, b, c) -> a <= b || Float.isNaN(a) ? a : b, (a, b, c) -> a <= b || Double.isNaN(a) ? a : b),
    /** 1 where {@code a > b}, else +0. */
    GREATER(2, (a, b, c) -> a > b ? 1 : 0, (a, b, c) -> a > b ? 1 : 0),
    /** 1 where {@code a = b}, else +0. */
    EQUAL(2, (a, b, c) -> a == b ? 1 : 0, (a, b, c) -> a == b ? 1 : 0),
    /** {@code a ≠ 0 ? b : c}; a NaN counts as not 0. */
    CHOOSE(3, (a, b, c) -> a != 0 ? b : c, (a, b, c) -> a != 0 ? b : c),
    /** {@code a · b + c}, the product rounded before the sum: two functions in one loop. */
    PRODUCT_PLUS(3, (a, b, c) -> a * b + c, (a, b, c) -> a * b + c),
    /** {@code c − a · b}, the product rounded before the difference: two functions in one loop. */
    MINUS_PRODUCT(3, (a, b, c) -> c - a * b, (a, b, c) -> c - a * b);

    private final int arity;
    private final FloatDefinition definition;
    private final DoubleDefinition doubleDefinition;

    ElementwiseFunction(int arity, FloatDefinition definition, DoubleDefinition doubleDefinition) {
        this.arity = arity;
        this.definition = definition;
        this.doubleDefinition = doubleDefinition;
    }

    /** Returns the number of operands that count; the others are ignored. */
    public int arity() {
        return arity;
    }

    /** Returns whether it is a series of many operations. */
    public boolean isTranscendental() {
        return switch (this) {
            case EXP, LOG, LOG1P, EXPM1, TANH, SIGMOID, ERF -> true;
            case NEGATE,
                    ABS,
                    SIGN,
                    STEP,
                    SQUARE,
                    SQRT,
                    RELU,
                    ADD,
                    SUBTRACT,
                    MULTIPLY,
                    DIVIDE,
                    MAX,
                    MIN,
                    GREATER,
                    EQUAL,
                    CHOOSE,
                    PRODUCT_PLUS,
                    MINUS_PRODUCT -> false;
        };
    }

    public float apply(float a, float b, float c) {
        return definition.apply(a, b, c);
    }

    public double apply(double a, double b, double c) {
        return doubleDefinition.apply(a, b, c);
    }

    private static double sigmoid(double a) {
        double e = StrictMath.exp(-Math.abs(a));
        return (a < 0 ? e : 1) / (1 + e);
    }

    private interface FloatDefinition {
        float apply(float a, float b, float c);
    }

    private interface DoubleDefinition {
        double apply(double a, double b, double c);
    }
}
