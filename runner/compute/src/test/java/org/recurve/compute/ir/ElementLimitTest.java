package org.recurve.compute.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What no memory can hold is refused with its size, before it is made and however far the product overflows. */
class ElementLimitTest {
    private static final int MOST = (1 << 27) - 1;

    private static void refused(String size, Executable made) {
        String said = assertThrows(IllegalArgumentException.class, made).getMessage();
        assertTrue(said.contains(" of " + size + " "), said);
    }

    @Test
    void valuesOfAnExampleHaveAsManyElementsAsSixteenFitIntoAnArray() {
        assertEquals(MOST, ElementLimit.rows(MOST));
        refused("134,217,728", () -> ElementLimit.rows(1 << 13, 1 << 14));
        refused("4,611,686,014,132,420,609", () -> ElementLimit.rows(Integer.MAX_VALUE, Integer.MAX_VALUE));
        refused(
                "9,903,520,300,447,984,150,353,281,023",
                () -> ElementLimit.rows(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    @Test
    void whatExamplesShareIsLimitedByItsShapeAlone() {
        GraphBuilder builder = new GraphBuilder();
        Node table = builder.source(Op.SourceKind.PARAMETER, "vectors", 1_000_000_000, true);
        assertEquals(1_000_000_000, table.rows());
        refused("1,000,000,000", () -> builder.source(Op.SourceKind.FIELD, "input", 1_000_000_000, false));
        refused("1,000,000,000", () -> builder.spread(table));
    }

    @Test
    void tablesAreRefusedBeforeTheyAreMade() {
        refused("1,000,000,000", () -> IndexTable.gather(1_000_000_000, 1, row -> 0));
        refused("2,147,483,647", () -> IndexTable.gather(Integer.MAX_VALUE, 1, row -> 0));
        refused("1,000,000,000,000", () -> IndexTable.uniform(1_000_000, 1, 1_000_000, (row, k) -> 0));
        refused("1,000,000,000", () -> new IndexTable.StridedTable(1_000, 1_000, 2, 1_000));
        IndexTable wide = IndexTable.uniform(1, 1, 1 << 20, (row, k) -> 0);
        refused("1,073,741,824", () -> wide.repeatedFromOneSource(1 << 10));
        refused("1,073,741,824", () -> wide.repeated(1 << 10));
    }
}
