package org.recurve.compute.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Shape;
import org.recurve.compute.GraphValues;

/** What is mapped over while parts are traced within each other. */
class MappedValuesTest {
    private final GraphValues values = new GraphValues();
    private final MappedValues mappings = values.context().mappings();

    private List<Object> now() {
        return List.of(mappings.extents(), mappings.steps());
    }

    @Test
    void nothingIsMappedOverAtFirst() {
        assertEquals(List.of(Shape.SCALAR, 0), now());
        assertEquals(Optional.empty(), mappings.sequence());
    }

    @Test
    void theInnermostMappingCountsAndEndsWithItsPart() {
        List<Object> inner = mappings.steps(Shape.of(5), Optional.empty(), () -> {
            assertEquals(List.of(Shape.of(5), 1), now());
            List<Object> windows = mappings.windows(Shape.of(5, 3), this::now);
            assertEquals(List.of(Shape.of(5), 1), now(), "the windows are closed");
            return windows;
        });
        assertEquals(List.of(Shape.of(5, 3), 1), inner, "of five steps of three windows one axis is steps");
        assertEquals(List.of(Shape.SCALAR, 0), now());
    }

    @Test
    void windowsAloneAreNoSteps() {
        assertEquals(List.of(Shape.of(2, 2), 0), mappings.windows(Shape.of(2, 2), this::now));
    }

    @Test
    void aPartThatFailsLeavesNoMapping() {
        assertThrows(
                IllegalStateException.class,
                () -> mappings.steps(Shape.of(5), Optional.empty(), () -> {
                    throw new IllegalStateException("a mistake");
                }));
        assertEquals(List.of(Shape.SCALAR, 0), now());
    }

    /** Steps that only some examples have make a value the examples' own, with the same numbers. */
    @Test
    void aSharedValueBecomesOneOfTheExamples() {
        TracedValue shared = values.parameter("p", Shape.of(2), 3, 4);
        assertTrue(shared.node().shared());
        TracedValue present = mappings.present(shared);
        assertFalse(present.node().shared());
        assertEquals(Shape.of(2), present.shape());
        assertArrayEquals(new double[] {3, 4}, values.of(present)[0]);
    }
}
