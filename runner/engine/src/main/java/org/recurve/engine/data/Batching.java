package org.recurve.engine.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.random.Stream;

/**
 * Says which examples are read together.
 *
 * @param size of a group; the last one takes what is left
 * @param buckets what sorts by length, if anything does
 * @param alike which examples are of one size: the others are never in one group
 */
public record Batching(int size, Optional<LengthBuckets> buckets, SameSizeExamples alike) {
    /**
     * Groups sequences of like length, so that none waits long for another.
     *
     * @param groups how many groups' sequences are sorted together: the more, the more alike and the less random
     * @param lengths of all sequences
     */
    public record LengthBuckets(int groups, int[] lengths) {}

    /** Groups of {@code size} examples of the training split, {@code bucket} of them sorted by length together. */
    public static Batching of(Data data, int size, Optional<Integer> bucket) {
        return new Batching(
                size,
                bucket.map(groups -> new LengthBuckets(groups, lengths(data))),
                SameSizeExamples.of(data, Data.TRAIN));
    }

    private static int[] lengths(Data data) {
        return TrueLengths.of(data, Data.TRAIN)
                .orElseThrow(() -> new InvalidSetting(
                        "train.bucket",
                        "",
                        "groups sequences of like length, but the examples"
                                + " have no length and so all the same one; remove bucket"));
    }

    /** Returns the examples in this order, group after group; groups of like length or one size are shuffled among themselves. */
    public List<int[]> of(int[] order, Stream random) {
        List<int[]> groups = alike.groups(buckets.map(b -> sorted(order, b)).orElse(order), size);
        return buckets.isEmpty() && alike.sizes().isEmpty() ? groups : shuffled(groups, random);
    }

    private static List<int[]> cut(int[] order, int size) {
        return IntStream.range(0, Math.ceilDiv(order.length, size))
                .mapToObj(group -> Arrays.copyOfRange(order, group * size, Math.min((group + 1) * size, order.length)))
                .toList();
    }

    private int[] sorted(int[] order, LengthBuckets buckets) {
        int window = (int) Math.min(Integer.MAX_VALUE, (long) buckets.groups() * size);
        return cut(order, window).stream()
                .flatMap(bucket -> IntStream.of(bucket)
                        .boxed()
                        .sorted(Comparator.comparing(example -> buckets.lengths()[example])))
                .mapToInt(example -> example)
                .toArray();
    }

    private static List<int[]> shuffled(List<int[]> groups, Stream random) {
        return IntStream.of(random.permutation(groups.size()))
                .mapToObj(groups::get)
                .toList();
    }
}
