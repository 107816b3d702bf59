package org.recurve.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.params.VectorFactory;
import org.recurve.compute.session.Batch;
import org.recurve.engine.toys.Waves;

class BatchReaderTest {
    private static Data data(int train) {
        return new Waves().open(new Waves.Config(train, 5, 0), source -> {
            throw new AssertionError("waves are made of no files");
        });
    }

    private static final Vector NOTHING = VectorFactory.of(List.of(), new float[0]);

    private static SequenceChunking whole(Data data) {
        return SequenceChunking.of(data, Optional.empty());
    }

    private static List<BatchIndices> turns(Data data, int epoch, int capacity) {
        Batching batching = Batching.of(data, capacity, Optional.empty());
        int examples = data.split(Data.TRAIN).size();
        return whole(data).turns(Data.TRAIN, ShuffleOrder.of(1).epoch(epoch, examples, examples, batching));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 8", "7, 8", "8, 8", "9, 8", "37, 8", "40, 8", "37, 1"})
    void everyExampleIsInOneBatchTheLastShortOneIncluded(int examples, int capacity) {
        Data data = data(examples);
        BatchReader reader = new BatchReader(whole(data), capacity);
        int[] order = ShuffleOrder.of(1).epoch(1, examples);
        List<BatchIndices> indiceses = turns(data, 1, capacity);
        List<Long> ids = new ArrayList<>();
        for (int index = 0; index < indiceses.size(); index++) {
            assertTrue(indiceses.get(index).begins());
            Batch batch = reader.training(indiceses.get(index), index + 1, NOTHING);
            boolean last = index == indiceses.size() - 1;
            assertEquals(last ? examples - index * capacity : capacity, batch.examples());
            assertTrue(batch.training());
            assertEquals(index + 1, batch.step());
            for (int i = 0; i < batch.examples(); i++) {
                ids.add(batch.ids()[i]);
            }
        }
        assertEquals(IntStream.of(order).mapToLong(i -> i).boxed().toList(), ids);
    }

    @Test
    void fieldsOfAnExampleLieTogetherWhereTheBatchHasIt() {
        Data data = data(37);
        Examples train = data.split(Data.TRAIN);
        Batch batch = new BatchReader(whole(data), 8).training(turns(data, 2, 8).get(4), 1, NOTHING);
        assertEquals(5, batch.examples());
        for (int i = 0; i < batch.examples(); i++) {
            float[] expected = new float[3];
            train.read((int) batch.ids()[i], Field.INPUT, expected, 0);
            train.read((int) batch.ids()[i], Field.TARGET, expected, 2);
            assertEquals(expected[0], batch.fields().get(Field.INPUT)[2 * i]);
            assertEquals(expected[1], batch.fields().get(Field.INPUT)[2 * i + 1]);
            assertEquals(expected[2], batch.fields().get(Field.TARGET)[i]);
        }
    }

    @Test
    void evaluationKeepsTheOrderOfTheSplitAndTheIdsOfItsExamples() {
        Data data = data(37);
        BatchReader reader = new BatchReader(whole(data), 3);
        Batch batch =
                reader.evaluation(Data.VALIDATION, reader.pass(Data.VALIDATION).get(1), NOTHING);
        assertFalse(batch.training());
        assertEquals(2, batch.examples());
        assertEquals(
                List.of(1003L, 1004L),
                Arrays.stream(batch.ids()).limit(2).boxed().toList());
    }

    @Test
    void arraysAreUsedAgain() {
        Data data = data(37);
        BatchReader reader = new BatchReader(whole(data), 8);
        Batch first = reader.training(turns(data, 1, 8).get(0), 1, NOTHING);
        Batch second = reader.training(turns(data, 1, 8).get(1), 2, NOTHING);
        assertSame(first.fields(), second.fields());
        assertSame(first.ids(), second.ids());
    }
}
