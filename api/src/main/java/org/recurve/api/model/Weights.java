package org.recurve.api.model;

import java.util.OptionalInt;

/**
 * A parameter to be initialised.
 *
 * <p>The two fans are what an initializer scales its draws by, so that signals keep their size: {@code fanIn} on the way forward,
 * {@code fanOut} on the way back. Glorot draws from {@code U(±√(6 / (fanIn + fanOut)))}, He from a normal of variance
 * {@code 2 / fanIn}. They are counted along the links of one position, whatever the layout of the shape:
 *
 * <table>
 *   <caption>The fans of some layers</caption>
 *   <tr><th>layer</th><th>shape</th><th>fanIn</th><th>fanOut</th></tr>
 *   <tr><td>dense, 784 inputs, 100 units</td><td>[100, 784]</td><td>784</td><td>100</td></tr>
 *   <tr><td>convolution 5×5, 20 channels to 50 filters</td><td>[1, 50, 20, 5, 5]</td><td>20 · 25 = 500</td><td>50 · 25 = 1250</td></tr>
 *   <tr><td>the same in 10 groups</td><td>[1, 50, 2, 5, 5]</td><td>2 · 25 = 50</td><td>5 · 25 = 125</td></tr>
 *   <tr><td>recurrent, 64 features to 32 units: U</td><td>[32, 64]</td><td>64</td><td>32</td></tr>
 *   <tr><td>recurrent, state to state: W</td><td>[32, 32]</td><td>32</td><td>32</td></tr>
 * </table>
 *
 * <p>A recurrent matrix has the fans of a single step, however many steps there are; a gate's are those of its own matrix. A layer
 * that declares a parameter of another form says its fans itself. For a bilinear form {@code Σᵢⱼ W[u][i][j] · x[i] · y[j]} each
 * unit sums 8 · 4 products, and each product reaches all 16 units:
 *
 * <pre>{@code
 * Value w = scope.weight("W", config.initializer(), new Weights(Shape.of(16, 8, 4), 8 * 4, 16));
 * }</pre>
 *
 * @param shape its extents
 * @param fanIn how many inputs one unit sums
 * @param fanOut how many units one input reaches
 * @param transposed of a transposed convolution, whose weights are {@code [1, inputs, units / groups, window…]}, the number
 *     of its groups; empty if units stand before inputs
 */
public record Weights(Shape shape, int fanIn, int fanOut, OptionalInt transposed) {
    /** Weights whose units stand before their inputs. */
    public Weights(Shape shape, int fanIn, int fanOut) {
        this(shape, fanIn, fanOut, OptionalInt.empty());
    }
}
