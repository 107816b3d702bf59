package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.recurve.api.data.Field;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.program.LayerActivations;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;

/** Checks what is demanded of an activation besides what is of every layer: it looks at each element alone, and knows how steep it is. */
record ActivationRules(Spec<? extends Activation<?>> activation) {
    private static final int NUMBERS = 401;
    private static final double ROUNDED = 1e-5;

    List<ContractCheck> checks() {
        return List.of(
                new ContractCheck("looks at each element alone", this::alone),
                new ContractCheck("is nowhere steeper than it says", this::steepness));
    }

    private void alone() {
        float[] onwards = of(numbers(1)).values();
        float[] backwards = of(numbers(-1)).values();
        float[] turned = new float[NUMBERS];
        for (int i = 0; i < NUMBERS; i++) {
            turned[i] = backwards[NUMBERS - 1 - i];
        }
        assertArrayEquals(onwards, turned, "the same numbers in another order");
    }

    private void steepness() {
        OptionalDouble bound = Activation.slope(activation);
        float[] x = numbers(1);
        float[] slopes = of(x).slopes();
        for (int i = 0; bound.isPresent() && i < NUMBERS; i++) {
            int at = i;
            assertTrue(
                    Math.abs(slopes[i]) <= bound.getAsDouble() * (1 + ROUNDED),
                    () -> "its derivative at " + x[at] + " is " + slopes[at] + ", beyond " + bound.getAsDouble());
        }
    }

    private LayerActivations of(float[] x) {
        List<Field> fields = List.of(new Field(Field.INPUT, Shape.of(NUMBERS)), new Field(Field.TARGET, Shape.SCALAR));
        Program program = ModelRules.program(new Spec<>(activation.plugin(), activation.config()), fields);
        try (Session session = new Session(program, 1, TestNumbers.stream("draws"), 1)) {
            Map<String, float[]> values = Map.of(Field.INPUT, x, Field.TARGET, new float[1]);
            return session.layers(
                            program.start(TestNumbers.stream("start")), new Batch(1, values, new long[1], false, 0))
                    .getFirst();
        }
    }

    /** From −12.5 to 12.5, or the other way round. */
    private static float[] numbers(int direction) {
        float[] numbers = new float[NUMBERS];
        for (int i = 0; i < NUMBERS; i++) {
            numbers[i] = direction * (i - NUMBERS / 2) / 16f;
        }
        return numbers;
    }
}
