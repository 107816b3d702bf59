package org.recurve.compute.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.compute.GraphValues;

/** Gradients inside a model, which are values again. */
class GradientTracingTest {
    private final GraphValues values = new GraphValues();
    private final TracedValue x = values.value("x", Shape.of(2), new double[] {1, -2}, new double[] {3, 0.5});

    /** Of {@code Σ x³}: {@code 3 x²}, and of its sum again {@code 6 x}. */
    @Test
    void gradientsCanBeDifferentiatedAgain() {
        Value cubes = x.square().times(x).sum(0);
        Value once = cubes.gradient(x).getFirst();
        assertEquals(Shape.of(2), once.shape());
        assertArrayEquals(new double[][] {{3, 12}, {27, 0.75}}, values.of(once));
        assertArrayEquals(
                new double[][] {{6, -12}, {18, 3}},
                values.of(once.sum(0).gradient(x).getFirst()));
    }

    /** Of {@code Σ w x} by the shared w: {@code x} of each example; a value without influence has the gradient 0. */
    @Test
    void eachValueHasItsOwn() {
        TracedValue w = values.parameter("w", Shape.of(2), 5, 7);
        List<Value> gradients = x.times(w.broadcast(Shape.of(2))).sum(0).gradient(x, w.times(0));
        assertArrayEquals(new double[][] {{5, 7}, {5, 7}}, values.of(gradients.getFirst()));
        assertArrayEquals(new double[] {0, 0}, values.of(gradients.getLast())[0]);
    }

    @Test
    void aStoppedGradientIsZero() {
        Value product = x.times(x.stopGradient()).sum(0);
        assertArrayEquals(
                new double[][] {{1, -2}, {3, 0.5}},
                values.of(product.gradient(x).getFirst()));
    }

    @Test
    void onlyAScalarHasAGradient() {
        assertThrows(IllegalArgumentException.class, () -> x.gradient(x));
    }
}
