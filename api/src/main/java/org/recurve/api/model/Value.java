package org.recurve.api.model;

import java.util.List;
import java.util.function.Function;

/**
 * A symbolic array of one example, or one shared by all examples (a parameter, or what is made of parameters alone).
 *
 * <p>Calling an operation computes nothing: it records the operation in the model's graph, from which the framework
 * derives batching, gradients of any order and the fastest order of execution. Values are immutable.
 *
 * <p>Two operands of an elementwise operation need equal shapes up to broadcasting: aligned at the last axis, an extent of
 * 1 or a missing axis is repeated. Shapes that do not fit throw {@link IllegalArgumentException} naming both.
 */
public interface Value {
    Shape shape();

    /** Returns whether all examples share this value. */
    boolean shared();

    // Elementwise.

    Value plus(Value other);

    Value plus(double other);

    Value minus(Value other);

    Value minus(double other);

    Value times(Value other);

    Value times(double other);

    Value dividedBy(Value other);

    Value dividedBy(double other);

    Value negate();

    /** {@code |x|}; the derivative at 0 is 0. */
    Value abs();

    Value square();

    /** {@code √x}, correctly rounded; NaN below 0, and the derivative at 0 is infinite. */
    Value sqrt();

    /** {@code e^x}: infinite from 88.73 up, 0 from −103.98 down. */
    Value exp();

    /**
     * {@code e^x − 1}, with all digits where {@code x} is near 0 and {@code exp().minus(1)} would lose them: infinite from
     * 88.73 up, −1 from −17.4 down.
     */
    Value expm1();

    /** Returns the natural logarithm: −∞ of 0, NaN of a negative number. */
    Value log();

    /**
     * {@code log(1 + x)}, with all digits where {@code x} is near 0 and {@code plus(1).log()} would lose them: −∞ at −1, NaN
     * below.
     */
    Value log1p();

    /** Returns the hyperbolic tangent: all digits near 0, ±1 from ±9.02 on, where the derivative is 0. */
    Value tanh();

    /**
     * {@code 1 / (1 + e^−x)}: the left tail keeps its digits down to −103, 1 from 17.4 on, where the derivative is 0. For the
     * digits of {@code 1 − σ(x)} take {@code negate().sigmoid()}.
     */
    Value sigmoid();

    /** Returns the error function, {@code 2/√π ∫ e^−t² dt} from 0 to x, on [−1, 1]. */
    Value erf();

    /** {@code x > 0 ? x : x ≠ x ? x : +0}; the derivative at 0 is 0. */
    Value relu();

    /** Returns the larger of the two; the first where they are equal, NaN where either is NaN. */
    Value max(Value other);

    /** Returns the smaller of the two; the first where they are equal, NaN where either is NaN. */
    Value min(Value other);

    /** 1 where this is greater than {@code other}, else 0; no gradient flows through it. */
    Value greaterThan(Value other);

    Value greaterThan(double other);

    /** 1 where both are equal, else 0; no gradient flows through it. */
    Value equalTo(Value other);

    Value equalTo(double other);

    /** {@code yes} where this is not 0, else {@code no}; the branch not taken contributes nothing, not even a NaN. */
    Value choose(Value yes, Value no);

    // Shape.

    /** Returns the same elements in row-major order under other extents; one extent may be −1 and is then derived. */
    Value reshape(int... dims);

    /** Returns the same elements as one axis. */
    Value flatten();

    /** Returns the axes in another order: axis {@code i} of the result is axis {@code axes[i]} of this. */
    Value transpose(int... axes);

    /** Returns the elements {@code from} (inclusive) to {@code to} (exclusive) along {@code axis}. */
    Value slice(int axis, int from, int to);

    /** Element {@code index} along {@code axis}, which disappears. */
    Value at(int axis, int index);

    /** This value followed by {@code others} along {@code axis}. */
    Value concat(int axis, Value... others);

    /** {@code before} and {@code after} zeros added along {@code axis}. */
    Value pad(int axis, int before, int after);

    /** Returns the elements along {@code axis} in opposite order. */
    Value reverse(int axis);

    /** This value repeated to {@code shape}, by the rule of broadcasting. */
    Value broadcast(Shape shape);

    // Reductions within an example.

    /** Returns the sum over {@code axes}, which disappear; over all axes if none is named. Ascending, left to right. */
    Value sum(int... axes);

    /** Returns the sum over {@code axes} divided by the number of elements summed. */
    Value mean(int... axes);

    /** Returns the largest element along {@code axis}, which disappears; NaN wins, the gradient goes to the first largest. */
    Value max(int axis);

    /** Returns the index of the largest element along {@code axis}, which disappears; the first if tied. No gradient. */
    Value argmax(int axis);

    /** {@code e^xᵢ / Σⱼ e^xⱼ} along {@code axis}, shifted by the maximum. */
    Value softmax(int axis);

    /**
     * {@code log softmax}, without the loss of small probabilities; one that differs from 1 by less than 2^−24 counts as 1, and
     * its logarithm as 0.
     */
    Value logSoftmax(int axis);

    // Linear operations.

    /**
     * {@code yᵤ = Σᵢ w[u][i] · xᵢ} over the flattened elements of this value.
     *
     * @param weights shared, [units, size of this]
     */
    Value linear(Value weights);

    /**
     * Returns the same sum as {@link #linear(Value)}, continuing from {@code from} [units]: one chain, so
     * {@code h.linear(W, x.linear(U, b))} rounds exactly as the sum over both inputs side by side.
     */
    Value linear(Value weights, Value from);

    /**
     * Returns the product of matrices, {@code Z[i][j] = Σₖ this[i][k] · other[k][j]}, each sum one chain over k, ascending. Both may
     * be values of the example, as in the scores of an attention, {@code queries.matmul(keys.transpose(1, 0))}.
     *
     * <ul>
     *   <li>[n, k] and [k, m] give [n, m];
     *   <li>[h…, n, k] and [h…, k, m] give [h…, n, m], one product for each of the h, such as the heads of an attention; an extent
     *       in front that is 1 or missing in one of the two is repeated;
     *   <li>a vector [k] on the left is a row, [k] and [k, m] give [m]; on the right it is a column, [n, k] and [k] give [n]; so [k]
     *       and [k] give a scalar.
     * </ul>
     *
     * <p>Where sequences have different lengths, places that are absent take no part in a sum, and the result has the sequences of
     * this value's rows and of the other's columns: {@code softmax} and further sums leave out what is absent along either.
     */
    default Value matmul(Value other) {
        throw new UnsupportedOperationException("this value cannot multiply matrices");
    }

    /**
     * Returns a convolution of this value [channels, extents…] under any geometry and sharing pattern.
     *
     * @param weights shared, as {@link Convolution#weights(Shape)} says
     * @return [filters, output extents…]
     */
    Value convolve(Convolution convolution, Value weights);

    /** Returns the same, the sum of each output beginning with {@code from}, broadcast to the output's shape. */
    Value convolve(Convolution convolution, Value weights, Value from);

    /**
     * Returns the transpose of a convolution: spreads this value [filters, positions…] over an {@code output} [channels, extents…] of
     * which {@code convolution} would make a value of this shape, {@code X[c, q] = Σ_i Σ_p w[bank(p)][i][c][t] · this[i, p]},
     * the sum ascending over i, then over the positions p that read q with a window element t.
     *
     * @param weights shared, as {@link Convolution#weights(Shape)} says of {@code output}
     * @return a value of the shape {@code output}
     */
    Value convolveTransposed(Convolution convolution, Shape output, Value weights);

    /**
     * Returns the result of {@code reduce} on each window of this value [channels, extents…]; windows are never stored.
     *
     * @param reduce from a window to one value [channels]
     * @return [channels, output extents…]
     */
    Value windows(Windowing windowing, Function<Window, Value> reduce);

    /**
     * Element {@code index} of this value along its first axis, for an index computed by the model itself.
     *
     * @param index a value of any shape, holding whole numbers from 0; a constant makes this a movement of elements
     * @return [shape of index…, remaining axes of this…]
     */
    Value gather(Value index);

    // Across examples, and about gradients.

    /** Returns the mean over the examples of a batch; with {@link #batchSum} the only operation in which examples meet. Shared. */
    Value batchMean();

    /** Returns the sum over the examples of a batch; of what all share, so many times itself. Shared. */
    Value batchSum();

    /**
     * This value, which computes by another way what {@code definition} says: links and receptive fields are then those of the
     * definition, which is not computed. For a definition recorded before this value, of the same shape.
     */
    default Value definedBy(Value definition) {
        return this;
    }

    /** Returns the same value, treated as a constant by every derivative. */
    Value stopGradient();

    /**
     * Returns the derivative of this scalar by each of {@code of}; each result has the shape of its operand and is a value like any other.
     *
     * <p>The scalar of an example differentiated by a shared value gives the sum over the examples.
     */
    List<Value> gradient(Value... of);
}
