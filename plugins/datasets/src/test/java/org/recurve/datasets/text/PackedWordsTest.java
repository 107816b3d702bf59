package org.recurve.datasets.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackedWordsTest {
    /** More different words than two bytes can number, over several blocks. */
    @Test
    void rowsAreReadAsTheyWereAdded() {
        Random random = new Random(1);
        List<List<String>> rows = new ArrayList<>();
        PackedWords packed = new PackedWords();
        for (int row = 0; row < 20_000; row++) {
            List<String> words = random.ints(random.nextInt(12), 0, 90_000)
                    .mapToObj(Integer::toString)
                    .toList();
            rows.add(words);
            packed.add(words);
        }
        assertEquals(rows.size(), packed.rows());
        for (int row = 0; row < rows.size(); row++) {
            int at = row;
            assertEquals(
                    rows.get(row),
                    IntStream.range(0, packed.length(row))
                            .mapToObj(i -> packed.words().get(packed.number(at, i)))
                            .toList());
        }
    }

    @Test
    void ofRowsThatAgreeTheFirstCounts() {
        Random random = new Random(2);
        PackedWords packed = new PackedWords();
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < 3_000; row++) {
            rows.add(random.ints(random.nextInt(7), 0, 4)
                    .mapToObj(Integer::toString)
                    .toList());
            packed.add(rows.get(row));
        }
        Set<List<String>> seen = new HashSet<>();
        int[] first = IntStream.range(0, rows.size())
                .filter(row -> seen.add(
                        rows.get(row).subList(0, Math.min(4, rows.get(row).size()))))
                .toArray();
        assertArrayEquals(first, packed.different(4));
        assertArrayEquals(new int[0], new PackedWords().different(4));
    }
}
