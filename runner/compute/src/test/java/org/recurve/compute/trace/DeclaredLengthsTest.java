package org.recurve.compute.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.model.TrueLength;
import org.recurve.compute.GraphValues;

/** True lengths as plugins ask and tell of them. */
class DeclaredLengthsTest {
    private final GraphValues values =
            new GraphValues(new Field(Field.INPUT, Shape.of(4, 2)), new Field(Field.LENGTH, Shape.SCALAR));

    @Test
    void theLengthOfTheInputIsTheField() {
        values.field(Field.INPUT, new double[8], new double[8]);
        values.field(Field.LENGTH, new double[] {3}, new double[] {1});
        TrueLength length =
                DeclaredLengths.of(values.context().field(Field.INPUT)).orElseThrow();
        assertEquals(0, length.axis());
        assertArrayEquals(new double[][] {{3}, {1}}, values.of(length.count()));
    }

    @Test
    void aDeclaredLengthCutsAndAnUndeclaredOneDoesNot() {
        TracedValue x = values.value("x", Shape.of(3), new double[] {1, 2, 3}, new double[] {4, 5, 6});
        TracedValue count = values.value("count", Shape.SCALAR, new double[] {2}, new double[] {3});
        TracedValue cut = DeclaredLengths.with(x, 0, count);
        assertArrayEquals(new double[][] {{3}, {15}}, values.of(cut.sum(0)));
        assertArrayEquals(
                new double[][] {{3}, {15}},
                values.of(DeclaredLengths.without(cut).sum(0)));
        assertEquals(Optional.empty(), DeclaredLengths.without(cut).sequence());
    }

    @Test
    void aLengthIsAScalarOfTheExample() {
        TracedValue x = values.value("x", Shape.of(3), new double[3]);
        assertThrows(IllegalArgumentException.class, () -> DeclaredLengths.with(x, 0, x));
    }
}
