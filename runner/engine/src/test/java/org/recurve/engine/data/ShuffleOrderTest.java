package org.recurve.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShuffleOrderTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17, 1000})
    void holdsEveryExampleOnce(int examples) {
        int[] order = ShuffleOrder.of(3).epoch(1, examples);
        Arrays.sort(order);
        assertArrayEquals(IntStream.range(0, examples).toArray(), order);
    }

    @Test
    void isAFunctionOfSeedAndEpochAlone() {
        int[] first = ShuffleOrder.of(3).epoch(5, 100);
        ShuffleOrder.of(3).epoch(4, 100);
        assertArrayEquals(first, ShuffleOrder.of(3).epoch(5, 100));
    }

    @Test
    void differsBetweenEpochsAndSeeds() {
        assertFalse(Arrays.equals(
                ShuffleOrder.of(3).epoch(1, 100), ShuffleOrder.of(3).epoch(2, 100)));
        assertFalse(Arrays.equals(
                ShuffleOrder.of(3).epoch(1, 100), ShuffleOrder.of(4).epoch(1, 100)));
    }

    /** Epochs of ten of 23 examples: the third ends the pass with what is left, the fourth begins the next. */
    @Test
    void epochsOfAPartGoOnWhereTheLastOneEnded() {
        Batching batching = new Batching(4, Optional.empty(), new SameSizeExamples(List.of()));
        List<int[]> epochs = IntStream.rangeClosed(1, 4)
                .mapToObj(epoch -> ShuffleOrder.of(3).epoch(epoch, 23, 10, batching).stream()
                        .flatMapToInt(IntStream::of)
                        .toArray())
                .toList();
        int[] pass = epochs.subList(0, 3).stream().flatMapToInt(IntStream::of).toArray();
        assertArrayEquals(ShuffleOrder.of(3).epoch(1, 23), pass);
        assertArrayEquals(Arrays.copyOf(ShuffleOrder.of(3).epoch(2, 23), 10), epochs.get(3));
    }
}
