package org.recurve.compute.ir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Tables are compared with the 0/1 matrices that they stand for. */
class IndexTableTest {
    private static int[][] matrix(IndexTable table) {
        int[][] matrix = new int[table.rows()][table.sourceRows()];
        for (int row = 0; row < table.rows(); row++) {
            for (int k = 0; k < table.size(row); k++) {
                matrix[row][table.source(row, k)]++;
            }
        }
        return matrix;
    }

    private static IndexTable random(SplittableRandom random, int rows, int sourceRows) {
        int[] starts = new int[rows + 1];
        for (int row = 0; row < rows; row++) {
            starts[row + 1] = starts[row] + random.nextInt(4);
        }
        return new IndexTable.ListedTable(
                sourceRows, IntArray.of(starts), IntArray.of(starts[rows], i -> random.nextInt(sourceRows)));
    }

    private static int[][] product(int[][] a, int[][] b) {
        return Arrays.stream(a)
                .map(row -> IntStream.range(0, b[0].length)
                        .map(j -> IntStream.range(0, b.length)
                                .map(k -> row[k] * b[k][j])
                                .sum())
                        .toArray())
                .toArray(int[][]::new);
    }

    @RepeatedTest(20)
    void oneMovementAfterAnotherIsTheProductOfTheirMatrices(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        IndexTable inner = random(random, 6, 5);
        IndexTable outer = random(random, 7, 6);
        assertArrayEquals(product(matrix(outer), matrix(inner)), matrix(outer.after(inner)));
    }

    @RepeatedTest(20)
    void theTransposedListsAscend(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        IndexTable table = random(random, 8, 5);
        IndexTable transposed = table.transposed();
        int[][] matrix = matrix(table);
        int[][] expected = new int[5][8];
        for (int row = 0; row < 8; row++) {
            for (int source = 0; source < 5; source++) {
                expected[source][row] = matrix[row][source];
            }
        }
        assertArrayEquals(expected, matrix(transposed));
        for (int row = 0; row < 5; row++) {
            for (int k = 1; k < transposed.size(row); k++) {
                assertTrue(transposed.source(row, k - 1) <= transposed.source(row, k));
            }
        }
    }

    @Test
    void aComputedTableIsTheListedOne() {
        IndexTable computed = new IndexTable.StridedTable(2, 3, 4, 5);
        assertArrayEquals(matrix(computed), matrix(computed.listed()));
        assertArrayEquals(matrix(computed.listed().repeated(3)), matrix(computed.repeated(3)));
        IndexTable one = new IndexTable.StridedTable(1, 2, 4, 5);
        assertArrayEquals(matrix(one.listed().repeatedFromOneSource(3)), matrix(one.repeatedFromOneSource(3)));
    }

    /** Rows up to a run's end have one row of the switch, and sources one after another, whatever it chooses. */
    @Test
    void rowsOfARunFollowEachOther() {
        IndexTable computed = new IndexTable.StridedTable(2, 3, 4, 5);
        for (IndexTable table : List.of(computed, computed.listed())) {
            for (int row = 0; row < table.rows(); row++) {
                assertTrue(table.runEnd(row) > row && table.runEnd(row) <= table.rows());
                for (int next = row; next < table.runEnd(row); next++) {
                    assertEquals(table.chooser(row), table.chooser(next));
                    for (int k = 0; k < table.size(row); k++) {
                        assertEquals(table.source(row, k) + next - row, table.source(next, k));
                    }
                }
            }
        }
        assertEquals(10, computed.runEnd(5));
        assertEquals(10, computed.runEnd(7));
    }

    @Test
    void aGatherNamesOneSourceOrNone() {
        IndexTable gather = IndexTable.gather(4, 3, row -> row - 1);
        assertTrue(gather.isGather());
        assertArrayEquals(new int[] {-1, 0, 1, 2}, gather.map());
        assertTrue(IndexTable.gather(3, 3, row -> row).isIdentity());
        assertEquals(0, gather.size(0));
    }

    @Test
    void listsOfEqualLengthThatFollowEachOtherAreConsecutive() {
        assertTrue(IndexTable.uniform(2, 6, 3, (row, k) -> 3 * row + k).isConsecutive());
        assertTrue(new IndexTable.StridedTable(4, 1, 5, 1).isConsecutive());
        assertFalse(new IndexTable.StridedTable(4, 1, 5, 2).isConsecutive());
        assertFalse(IndexTable.uniform(2, 6, 3, (row, k) -> row + 2 * k).isConsecutive());
        assertFalse(IndexTable.uniform(2, 7, 3, (row, k) -> 3 * row + k).isConsecutive(), "a row is left over");
        assertFalse(IndexTable.uniform(3, 3, 1, (row, k) -> row).isConsecutive(), "nothing is summed");
        assertFalse(IndexTable.gather(0, 4, row -> row).isConsecutive());
    }
}
