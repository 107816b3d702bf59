package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Weights;

/** What is demanded of an initialiser. */
final class InitializerRules {
    private static final List<Weights> PARAMETERS = List.of(
            new Weights(Shape.of(7, 5), 5, 7),
            new Weights(Shape.of(6, 6), 6, 6),
            new Weights(Shape.of(1, 4, 3, 5, 5), 75, 100),
            new Weights(Shape.of(9), 1, 1));

    private InitializerRules() {}

    static <C extends Record> List<Check> checks(Initializer<C> initializer, C config) {
        return List.of(new Check("draws a finite number for each element, the same every time", () -> {
            for (Weights of : PARAMETERS) {
                float[] drawn = initializer.draw(config, of, Numbers.stream("w"));
                assertEquals(of.shape().size(), drawn.length, () -> "elements for " + of);
                assertArrayEquals(drawn, initializer.draw(config, of, Numbers.stream("w")));
                for (float value : drawn) {
                    assertTrue(Float.isFinite(value), () -> value + " for " + of);
                }
            }
        }));
    }
}
