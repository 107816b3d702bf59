package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.InvalidSetting;

/** Checks what is demanded of an initialiser. */
final class InitializerRules {
    private static final Weights SQUARE = new Weights(Shape.of(6, 6), 6, 6);
    private static final Weights KERNELS = new Weights(Shape.of(1, 4, 3, 5, 5), 75, 100);
    private static final List<Weights> PARAMETERS =
            List.of(new Weights(Shape.of(7, 5), 5, 7), SQUARE, KERNELS, new Weights(Shape.of(9), 1, 1));

    private InitializerRules() {}

    static <C extends Record> List<ContractCheck> checks(Initializer<C> initializer, C config) {
        return List.of(
                new ContractCheck("draws a finite number for each element, the same every time", () -> {
                    for (Weights weights : PARAMETERS) {
                        drawn(initializer, config, weights).ifPresent(drawn -> {
                            assertEquals(weights.shape().size(), drawn.length, () -> "elements for " + weights);
                            assertArrayEquals(drawn, initializer.draw(config, weights, TestNumbers.stream("w")));
                            for (float value : drawn) {
                                assertTrue(Float.isFinite(value), () -> value + " for " + weights);
                            }
                        });
                    }
                }),
                new ContractCheck(
                        "draws a square matrix or the kernels of a convolution",
                        () -> assertTrue(
                                Stream.of(SQUARE, KERNELS)
                                        .anyMatch(weights -> drawn(initializer, config, weights)
                                                .isPresent()),
                                () -> "refuses both " + SQUARE + " and " + KERNELS)));
    }

    /** Returns what is drawn for all parameters that it has something for. */
    static <C extends Record> double[] numbers(Initializer<C> initializer, C config) {
        return PARAMETERS.stream()
                .flatMap(weights -> drawn(initializer, config, weights).stream())
                .flatMapToDouble(TestNumbers::stream)
                .toArray();
    }

    /** Empty where the initialiser tells its user that it has nothing for such a shape. */
    private static <C extends Record> Optional<float[]> drawn(Initializer<C> initializer, C config, Weights weights) {
        try {
            return Optional.of(initializer.draw(config, weights, TestNumbers.stream("w")));
        } catch (InvalidSetting refused) {
            return Optional.empty();
        }
    }
}
