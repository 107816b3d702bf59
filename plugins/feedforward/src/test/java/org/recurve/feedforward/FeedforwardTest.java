package org.recurve.feedforward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.data.Field;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Part;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;
import org.recurve.compute.trace.declaration.Parameter;
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
    void transposedDenseReadsTheMatrixTheOtherWay() {
        var config = new TransposedDense.Config(4, Forward.given(1, 2, 3, 4, 5, 6, 7, 8));
        Forward transposed = Forward.of(new TransposedDense(), config, Shape.of(2));
        assertArrayEquals(new float[] {51, 62, 73, 84}, transposed.run(1, 10));
    }

    @Test
    void aTiedDecoderHasTheEncodersMatrix() {
        Layers tied = new Layers(List.of(
                new Part("encode", new Spec<>(new Dense(), dense(2, true, 1, 2, 3, 4, 5, 6))),
                new Part(
                        "decode",
                        new Spec<>(new TransposedDense(), new TransposedDense.Config(3, Forward.given(9))),
                        false,
                        Optional.of("encode"))));
        Program both = Forward.program(tied, new Field(Field.INPUT, Shape.of(3)));
        assertEquals(
                List.of("encode.b", "encode.c", "encode.w"),
                both.parameters().stream().map(Parameter::name).toList());
        Map<String, float[]> example = Map.of(Field.INPUT, new float[] {1, 0, 0}, Field.TARGET, new float[1]);
        var zero = org.recurve.api.random.Stream.of(0);
        try (Session session = new Session(both, 1, zero, 1)) {
            float[] y = session.evaluate(both.start(zero), new Batch(1, example, new long[1], false, 0))
                    .outputs();
            // W = [[1, 2, 3], [4, 5, 6]], so W x = (1, 4) and W'(W x) = (17, 22, 27).
            assertArrayEquals(new float[] {17, 22, 27}, y);
        }
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
                                Contract.layer(
                                        new TransposedDense(),
                                        new TransposedDense.Config(3, Forward.given(weights)),
                                        4),
                                Contract.layer(new Flatten(), new NoConfig(), 2, 3)))
                .flatMap(Contract::tests);
    }
}
