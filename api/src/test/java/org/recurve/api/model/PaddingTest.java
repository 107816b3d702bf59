package org.recurve.api.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PaddingTest {
    @Test
    void readsEverySpelling() {
        assertEquals(Padding.SAME, Padding.of((Object) "same"));
        assertEquals(Padding.of(2), Padding.of((Object) 2L));
        assertArrayEquals(
                new int[] {1, 2}, Padding.of(List.of(0, List.of(1, 2))).over(1, 2, 9, 3, 1));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void writesWhatItReads(Object plain) {
        assertEquals(plain, Padding.of(plain).plain());
    }

    static Stream<Object> spellings() {
        return Stream.of("valid", "same", "full", 3, List.of(1, 2), List.of(List.of(0, 1), List.of(2, 2)));
    }

    @Test
    void refusesWhatIsNoPadding() {
        assertThrows(IllegalArgumentException.class, () -> Padding.of((Object) "sane"));
        assertThrows(IllegalArgumentException.class, () -> Padding.of((Object) 1.5));
        assertThrows(IllegalArgumentException.class, () -> Padding.of((Object) (-1)));
        assertThrows(IllegalArgumentException.class, () -> Padding.of(List.of(List.of(1, 2, 3))));
        assertThrows(
                IllegalArgumentException.class,
                () -> Padding.of(List.of(1, 2, 3)).over(0, 2, 9, 3, 1));
    }

    /** An even kernel needs asymmetric padding; the extra place lies behind. */
    @Test
    void sameOfAnEvenKernelPadsOneMoreBehind() {
        assertArrayEquals(new int[] {2, 3}, Padding.SAME.over(0, 1, 16, 6, 1));
        assertArrayEquals(new int[] {1, 1}, Padding.SAME.over(0, 1, 16, 3, 1));
    }
}
