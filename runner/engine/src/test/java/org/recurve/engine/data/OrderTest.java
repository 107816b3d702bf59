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

class OrderTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17, 1000})
    void holdsEveryExampleOnce(int examples) {
        int[] order = Order.of(3).epoch(1, examples);
        Arrays.sort(order);
        assertArrayEquals(IntStream.range(0, examples).toArray(), order);
    }

    @Test
    void isAFunctionOfSeedAndEpochAlone() {
        int[] first = Order.of(3).epoch(5, 100);
        Order.of(3).epoch(4, 100);
        assertArrayEquals(first, Order.of(3).epoch(5, 100));
    }

    @Test
    void differsBetweenEpochsAndSeeds() {
        assertFalse(Arrays.equals(Order.of(3).epoch(1, 100), Order.of(3).epoch(2, 100)));
        assertFalse(Arrays.equals(Order.of(3).epoch(1, 100), Order.of(4).epoch(1, 100)));
    }

    /** Epochs of ten of 23 examples: the third ends the pass with what is left, the fourth begins the next. */
    @Test
    void epochsOfAPartGoOnWhereTheLastOneEnded() {
        Groups groups = new Groups(4, Optional.empty(), new Alike(List.of()));
        List<int[]> epochs = IntStream.rangeClosed(1, 4)
                .mapToObj(epoch -> Order.of(3).epoch(epoch, 23, 10, groups).stream()
                        .flatMapToInt(IntStream::of)
                        .toArray())
                .toList();
        int[] pass = epochs.subList(0, 3).stream().flatMapToInt(IntStream::of).toArray();
        assertArrayEquals(Order.of(3).epoch(1, 23), pass);
        assertArrayEquals(Arrays.copyOf(Order.of(3).epoch(2, 23), 10), epochs.get(3));
    }
}
