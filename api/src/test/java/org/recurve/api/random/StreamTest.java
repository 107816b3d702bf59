package org.recurve.api.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StreamTest {
    /** The vectors that Random123 publishes for philox4x32 with 10 rounds. */
    @Test
    void enciphersAsRandom123Does() {
        assertArrayEquals(new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, Stream.philox(0, 0, 0, 0, 0, 0));
        assertArrayEquals(
                new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}, Stream.philox(-1, -1, -1, -1, -1, -1));
        assertArrayEquals(
                new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1},
                Stream.philox(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0));
    }

    /** The float nearest to a uniform double is 1 once in 2²⁵ draws. */
    @Test
    void uniformFloatsAreCutAndNotRounded() {
        Stream stream = Stream.of(1);
        for (int i = 0; i < 10_000; i++) {
            double cut = Math.floor(stream.uniform(i) * (1 << 24)) / (1 << 24);
            assertEquals(cut, stream.uniformFloat(i));
        }
    }

    @Test
    void isAFunctionOfItsNameAlone() {
        Stream weights = Stream.of(7).in("conv1").in("w");
        assertEquals(weights, Stream.of(7).in("conv1").in("w"));
        assertEquals(weights.bits(3), Stream.of(7).in("conv1").in("w").bits(3));
    }

    @Test
    void differentNamesGiveDifferentKeys() {
        Stream root = Stream.of(0);
        Set<Long> keys = new HashSet<>();
        for (String name : new String[] {"", "a", "b", "ab", "ba", "aa", "\0", "1"}) {
            keys.add(root.in(name).key());
        }
        LongStream.range(-4, 4).forEach(number -> keys.add(root.in(number).key()));
        keys.add(root.in("a").in("b").key());
        keys.add(Stream.of(1).in("a").key());
        assertEquals(18, keys.size());
    }

    @Test
    void uniformDrawsFillTheUnitInterval() {
        Stream stream = Stream.of(1).in("uniform");
        double[] draws =
                IntStream.range(0, 100_000).mapToDouble(stream::uniform).toArray();
        assertTrue(IntStream.range(0, draws.length).allMatch(i -> draws[i] >= 0 && draws[i] < 1));
        double mean = mean(draws);
        assertEquals(0.5, mean, 5 * StrictMath.sqrt(1 / 12.0 / draws.length));
        assertEquals(1 / 12.0, variance(draws, mean), 0.001);
    }

    @Test
    void normalDrawsHaveTheirMoments() {
        Stream stream = Stream.of(1).in("normal");
        double[] draws = IntStream.range(0, 100_000).mapToDouble(stream::normal).toArray();
        double mean = mean(draws);
        assertEquals(0, mean, 5 / StrictMath.sqrt(draws.length));
        assertEquals(1, variance(draws, mean), 0.025);
        double beyond = IntStream.range(0, draws.length)
                        .filter(i -> Math.abs(draws[i]) > 1.96)
                        .count()
                / (double) draws.length;
        assertEquals(0.05, beyond, 0.005);
    }

    @Test
    void permutationsHoldEveryNumberOnce() {
        for (int size : new int[] {1, 2, 17, 1000}) {
            int[] order = Stream.of(size).permutation(size);
            assertArrayEquals(
                    IntStream.range(0, size).toArray(),
                    IntStream.of(order).sorted().toArray());
        }
    }

    @Test
    void everyPermutationIsEquallyLikely() {
        int[] counts = new int[6];
        for (int i = 0; i < 6000; i++) {
            int[] order = Stream.of(0).in(i).permutation(3);
            counts[order[0] * 2 + (order[1] > order[2] ? 1 : 0)]++;
        }
        double chiSquared = IntStream.of(counts)
                .mapToDouble(c -> (c - 1000) * (c - 1000) / 1000.0)
                .sum();
        assertTrue(chiSquared < 20.5, () -> "chi squared with 5 degrees of freedom is " + chiSquared); // p = 0.001
    }

    private static double mean(double[] draws) {
        return IntStream.range(0, draws.length)
                .mapToDouble(i -> draws[i])
                .average()
                .orElseThrow();
    }

    private static double variance(double[] draws, double mean) {
        return IntStream.range(0, draws.length)
                .mapToDouble(i -> (draws[i] - mean) * (draws[i] - mean))
                .average()
                .orElseThrow();
    }
}
