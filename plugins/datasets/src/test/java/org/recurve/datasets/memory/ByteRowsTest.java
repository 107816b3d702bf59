package org.recurve.datasets.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows are the same bytes wherever they lie. */
class ByteRowsTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 700, 1_000_000})
    void readsWhatWasAdded(long kept) {
        Random random = new Random(1);
        ByteRows rows = new ByteRows(kept);
        byte[][] added = new byte[50][];
        for (int i = 0; i < added.length; i++) {
            added[i] = new byte[random.nextInt(90)];
            random.nextBytes(added[i]);
            rows.add(added[i].clone());
        }
        rows.complete();
        assertEquals(added.length, rows.size());
        for (int i = added.length - 1; i >= 0; i--) {
            assertArrayEquals(added[i], rows.get(i), "row " + i);
        }
    }
}
