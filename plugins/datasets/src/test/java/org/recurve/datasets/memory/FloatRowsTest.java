package org.recurve.datasets.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows are the same numbers wherever they lie. */
class FloatRowsTest {
    /** Widths that divide a block and some that do not; a row wider than a block; what stays: all, several blocks, one, none of one. */
    @ParameterizedTest
    @CsvSource({
        "1,100000,1000000,false",
        "3,40000,140000,true",
        "7,10000,66000,true",
        "20000,9,80000,true",
        "2,30000,0,true"
    })
    void readsWhatWasAdded(int width, int count, long kept, boolean moved) {
        Random random = new Random(width);
        FloatRows rows = new FloatRows(width, kept);
        float[][] added = new float[count][width];
        for (float[] row : added) {
            IntStream.range(0, width).forEach(i -> row[i] = random.nextFloat() - 0.5f);
            rows.add(row);
        }
        assertEquals(count, rows.size());
        assertEquals(moved, rows.isMoved());
        for (int example : random.ints(3 * Math.min(count, 5000), 0, count).toArray()) {
            float[] read = new float[width + 2];
            rows.read(example, read, 1);
            assertEquals(0, read[0]);
            assertEquals(0, read[width + 1]);
            assertArrayEquals(added[example], java.util.Arrays.copyOfRange(read, 1, width + 1), "row " + example);
        }
    }
}
