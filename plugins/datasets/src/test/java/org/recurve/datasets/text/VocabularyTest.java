package org.recurve.datasets.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    private static final List<List<String>> TEXTS =
            List.of(List.of("b", "a", "c", "a"), List.of("c", "d", "a", Vocabulary.UNKNOWN));

    @Test
    void theMostFrequentComeFirstAndTiesGoByTheAlphabet() {
        assertEquals(
                List.of(Vocabulary.UNKNOWN, "a", "c", "b", "d"),
                Vocabulary.of(TEXTS, 99).words());
        assertEquals(
                List.of(Vocabulary.UNKNOWN, "a", "c"), Vocabulary.of(TEXTS, 3).words());
    }

    @Test
    void whatIsNotAmongThemIsZero() {
        Vocabulary three = Vocabulary.of(TEXTS, 3);
        assertArrayEquals(new int[] {0, 1, 2, 0}, three.numbers(List.of("b", "a", "c", Vocabulary.UNKNOWN)));
    }
}
