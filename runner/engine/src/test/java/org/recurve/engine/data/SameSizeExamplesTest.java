package org.recurve.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.compute.params.VectorFactory;
import org.recurve.compute.session.Batch;
import org.recurve.engine.toys.Stripes;

class SameSizeExamplesTest {
    private static final Vector NOTHING = VectorFactory.of(List.of(), new float[0]);
    private static final Data STRIPES = Stripes.data(23, 4, 7, 5);

    private static int width(int example) {
        return STRIPES.split(Data.TRAIN)
                .shape(example, Field.INPUT)
                .orElseThrow()
                .size();
    }

    @Test
    void aGroupIsOfOneSizeAndEveryExampleIsInOne() {
        List<int[]> groups = ShuffleOrder.of(3).epoch(1, 23, 23, Batching.of(STRIPES, 4, Optional.empty()));
        groups.forEach(group -> assertEquals(
                1,
                IntStream.of(group).map(SameSizeExamplesTest::width).distinct().count(),
                Arrays.toString(group)));
        assertArrayEquals(
                IntStream.range(0, 23).toArray(),
                groups.stream().flatMapToInt(IntStream::of).sorted().toArray());
        assertEquals(2 + 2 + 2, groups.size());
    }

    @Test
    void groupsOfOneSizeDoNotComeOneAfterAnother() {
        List<Integer> widths = ShuffleOrder.of(3).epoch(1, 23, 23, Batching.of(STRIPES, 2, Optional.empty())).stream()
                .map(group -> width(group[0]))
                .toList();
        assertNotEquals(widths.stream().sorted().toList(), widths);
        assertEquals(3, widths.stream().distinct().count());
    }

    @Test
    void aBatchHoldsItsExamplesSideBySide() {
        BatchReader reader = new BatchReader(SequenceChunking.of(STRIPES, Optional.empty()), 3);
        for (BatchIndices indices : reader.pass(Data.TRAIN)) {
            Batch batch = reader.evaluation(Data.TRAIN, indices, NOTHING);
            int width = width(indices.examples()[0]);
            assertEquals(Map.of(Field.INPUT, Shape.of(width)), batch.size());
            for (int i = 0; i < batch.examples(); i++) {
                float[] own = new float[width];
                STRIPES.split(Data.TRAIN).read(indices.examples()[i], Field.INPUT, own, 0);
                float[] all = reader.values(Field.INPUT).orElseThrow();
                assertArrayEquals(own, Arrays.copyOfRange(all, i * width, (i + 1) * width));
            }
        }
    }

    @Test
    void whatDiffersInSizeIsNotCutIntoChunks() {
        InvalidSetting refused = assertThrows(InvalidSetting.class, () -> SequenceChunking.of(STRIPES, Optional.of(2)));
        assertTrue(refused.getMessage().startsWith("train.truncate:"), refused.getMessage());
    }
}
