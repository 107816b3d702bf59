package org.recurve.storage.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
    private final RecordCodec codec = new RecordCodec();

    record Old(String name, int count) {}

    record New(double added, int count, String name, List<String> more, Duration took, Map<String, Double> metrics) {}

    sealed interface Kind {}

    record Known(int a) implements Kind {}

    sealed interface Fewer {}

    record Other(int a) implements Fewer {}

    @Test
    void aFieldAddedLaterIsEmptyInOldBytes() {
        byte[] bytes = codec.encode(Old.class, new Old("n", -3));
        assertEquals(new New(0, -3, "n", List.of(), Duration.ZERO, Map.of()), codec.decode(New.class, bytes));
    }

    @Test
    void aFieldOfANewerVersionIsSkipped() {
        byte[] bytes = codec.encode(
                New.class, new New(Double.NaN, 7, "n", List.of("x"), Duration.ofDays(-1), Map.of("a", 1.0)));
        assertEquals(new Old("n", 7), codec.decode(Old.class, bytes));
    }

    @Test
    void aKindOfANewerVersionIsRefused() {
        byte[] bytes = codec.encode(Kind.class, new Known(1));
        assertThrows(IllegalArgumentException.class, () -> codec.decode(Fewer.class, bytes));
    }

    @Test
    void numbersOfEverySizeComeBack() {
        for (int shift = 0; shift < 64; shift++) {
            for (long number : new long[] {1L << shift, -(1L << shift), (1L << shift) - 1}) {
                assertEquals(number, codec.decode(Long.class, codec.encode(Long.class, number)));
            }
        }
    }
}
