package org.recurve.feedforward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.NoConfig;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class FeedforwardTest {
    private static Dense.Config dense(int units, boolean bias, float... weights) {
        return new Dense.Config(units, bias, Forward.given(weights));
    }

    private static float[] run(Activation<NoConfig> activation, float... x) {
        return Forward.of(activation, new NoConfig(), Shape.of(x.length)).run(x);
    }

    @Test
    void denseSumsTheWholeInput() {
        Forward dense = Forward.of(new Dense(), dense(2, true, 1, 2, 3, 4, 5, 6, 7, 8), Shape.of(2, 2));
        assertArrayEquals(new float[] {4321, 8765}, dense.run(1, 10, 100, 1000));
        assertEquals(2, dense.program().parameters().size());
        assertEquals(
                1,
                Forward.of(new Dense(), dense(1, false, 1), Shape.of(1))
                        .program()
                        .parameters()
                        .size());
    }

    @Test
    void flattenKeepsTheOrder() {
        Forward flatten = Forward.of(new Flatten(), new NoConfig(), Shape.of(2, 1, 2));
        assertEquals(Shape.of(4), flatten.program().output());
        assertArrayEquals(new float[] {1, 2, 3, 4}, flatten.run(1, 2, 3, 4));
    }

    @Test
    void activationsFollowTheirFormulas() {
        assertArrayEquals(new float[] {0, 0, 2, Float.NaN}, run(new Relu(), -1, 0, 2, Float.NaN));
        assertArrayEquals(new float[] {-1, 0, (float) StrictMath.tanh(0.5)}, run(new Tanh(), -20, 0, 0.5f), 1e-7f);
        float half = (float) (1 / (1 + StrictMath.exp(-0.5)));
        assertArrayEquals(new float[] {0, 0.5f, half, 1}, run(new Sigmoid(), -200, 0, 0.5f, 200), 1e-7f);
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        float[] weights = {0.1f, -0.2f, 0.3f, 0.4f, -0.5f, 0.6f, 0.7f, 0.8f, -0.9f, 1, -1.1f, 1.2f};
        Stream<Contract> activations = List.of(new Relu(), new Tanh(), new Sigmoid()).stream()
                .map(activation -> Contract.layer(activation, new NoConfig(), 3, 5));
        return Stream.concat(
                        activations,
                        Stream.of(
                                Contract.layer(new Dense(), dense(3, true, weights), 2, 2),
                                Contract.layer(new Dense(), dense(3, false, weights), 4),
                                Contract.layer(new Flatten(), new NoConfig(), 2, 3)))
                .flatMap(Contract::tests);
    }
}
