package org.recurve.recurrence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class DynamicalSystemTest {
    private static final DynamicalSystem.Config ROTATION = new DynamicalSystem.Config(
            List.of(List.of(0.0, -1.0), List.of(1.0, 0.0)), Optional.empty(), Optional.empty(), List.of(1.0, 0.0));

    /** {@code s(t) = s(t−1)/2 + x(t)}. */
    private static final DynamicalSystem.Config LEAKING = new DynamicalSystem.Config(
            List.of(List.of(0.5)), Optional.of(List.of(List.of(1.0))), Optional.empty(), List.of(8.0));

    private static Recurrent.Config run(DynamicalSystem.Config system) {
        return new Recurrent.Config(new Spec<>(new DynamicalSystem(), system), Recurrent.Output.ALL);
    }

    private static Forward over(DynamicalSystem.Config system, int steps) {
        return Forward.of(new Recurrent(), run(system), Shape.of(steps, 1));
    }

    @Test
    void anAutonomousSystemRunsByItself() {
        assertArrayEquals(
                new float[] {0, 1, -1, 0, 0, -1, 1, 0}, over(ROTATION, 4).run(7, 7, 7, 7));
    }

    @Test
    void aDrivenSystemListens() {
        assertArrayEquals(new float[] {4, 3, 1.5f, 2.75f}, over(LEAKING, 4).run(0, 1, 0, 2));
    }

    @Test
    void itHasNoParameters() {
        assertEquals(List.of(), over(LEAKING, 4).program().parameters());
    }

    @Test
    void saysWhichMatrixDoesNotFit() {
        String message = assertThrows(
                        InvalidSetting.class,
                        () -> new DynamicalSystem.Config(
                                List.of(List.of(1.0)), Optional.empty(), Optional.empty(), List.of(1.0, 2.0)))
                .getMessage();
        assertEquals(
                "transition has rows of [1] numbers, but a state that starts with 2 numbers needs 2 rows of 2",
                message);
        Forward wide = Forward.of(new Recurrent(), run(LEAKING), Shape.of(4, 3));
        String misfit = assertThrows(InvalidSetting.class, wide::program).getMessage();
        assertTrue(misfit.contains("input has 1 columns, but a step of the sequence has 3 numbers"), misfit);
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Contract.layer(new Recurrent(), run(LEAKING), 4, 1).tests();
    }
}
