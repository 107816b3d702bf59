package org.recurve.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.data.Files;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.engine.toys.Walks;
import org.recurve.engine.toys.Waves;

class BatchingTest {
    private static final Walks.Config WALKS = new Walks.Config(50, 20, 1);
    private static final Files NONE = source -> Path.of("none");

    private static List<int[]> groups(Optional<Integer> bucket) {
        Data data = new Walks().open(WALKS, NONE);
        return ShuffleOrder.of(1).epoch(1, 50, 50, Batching.of(data, 8, bucket));
    }

    private static int spread(List<int[]> groups) {
        return groups.stream()
                .mapToInt(group -> {
                    var lengths =
                            IntStream.of(group).map(i -> Walks.length(WALKS, i)).summaryStatistics();
                    return lengths.getMax() - lengths.getMin();
                })
                .sum();
    }

    private static List<Integer> flat(List<int[]> groups) {
        return groups.stream().flatMapToInt(IntStream::of).boxed().toList();
    }

    @Test
    void withoutBucketsTheOrderIsOnlyCut() {
        assertArrayEquals(
                ShuffleOrder.of(1).epoch(1, 50),
                flat(groups(Optional.empty())).stream().mapToInt(i -> i).toArray());
    }

    @Test
    void bucketsHoldEveryExampleOnce() {
        assertEquals(
                IntStream.range(0, 50).boxed().toList(),
                flat(groups(Optional.of(3))).stream().sorted().toList());
    }

    /** Of lengths 1 to 20 spread evenly, seven groups of all sequences sorted together differ by little more than 20 in all. */
    @Test
    void theMoreAreSortedTogetherTheMoreAlikeTheyAre() {
        int none = spread(groups(Optional.empty()));
        int some = spread(groups(Optional.of(2)));
        int all = spread(groups(Optional.of(7)));
        assertTrue(all <= 20 + 7 && all < some && some < none, all + " " + some + " " + none);
    }

    @Test
    void groupsOfLikeLengthComeInAnyOrder() {
        List<Integer> sizes = groups(Optional.of(7)).stream()
                .map(g -> Walks.length(WALKS, g[0]))
                .toList();
        assertNotEquals(sizes.stream().sorted().toList(), sizes);
    }

    @Test
    void examplesWithoutLengthsCannotBeSorted() {
        Data data = new Waves().open(new Waves.Config(8, 0, 0), NONE);
        InvalidSetting refusal = assertThrows(InvalidSetting.class, () -> Batching.of(data, 8, Optional.of(2)));
        assertTrue(refusal.getMessage().startsWith("train.bucket: "), refusal.getMessage());
    }

    /** The third sequence has no step, or more than there is room for. */
    @Plugin(id = "misfits", summary = "a sequence of a wrong length")
    static final class Misfits implements Dataset<Misfits.Config> {
        record Config(int third) {}

        @Override
        public Data open(Config config, Files files) {
            List<Field> fields = List.of(new Field(Field.INPUT, Shape.of(4, 1)), new Field(Field.LENGTH, Shape.SCALAR));
            Examples three = new Examples() {
                @Override
                public int size() {
                    return 3;
                }

                @Override
                public void read(int index, String field, float[] into, int offset) {
                    into[offset] = index == 2 ? config.third() : 4;
                }
            };
            return new Data(fields, Map.of(Data.TEST, three), "sha256:misfits");
        }
    }

    private static String refusal(int length) {
        Spec<Dataset<?>> spec = new Spec<>(new Misfits(), new Misfits.Config(length));
        return assertThrows(InvalidSetting.class, () -> new DataPool(NONE).open(spec))
                .getMessage();
    }

    @Test
    void aSequenceHasAtLeastOneStepAndNoMoreThanThereIsRoomFor() {
        assertEquals(
                "example 2 of the test split is an empty sequence; a sequence has from 1 step to the 4 of the longest:"
                        + " remove it or fix it",
                refusal(0));
        assertTrue(refusal(5).startsWith("example 2 of the test split has the length 5;"), refusal(5));
        new DataPool(NONE).open(new Spec<>(new Misfits(), new Misfits.Config(1)));
    }
}
