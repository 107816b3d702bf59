package org.recurve.engine.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.session.Batch;

/**
 * Reads examples into arrays that every batch uses again: a batch is valid until the next one is filled. For one thread.
 */
public final class BatchReader {
    private final SequenceChunking chunking;
    private final int capacity;
    private final Map<String, float[]> fields = new LinkedHashMap<>();
    /** Says what one example is read into, a field each: data sets never see the examples of others. */
    private final Map<String, float[]> read = new HashMap<>();

    private final long[] ids;

    /** Batches of up to {@code capacity} examples. */
    public BatchReader(SequenceChunking chunking, int capacity) {
        this.chunking = chunking;
        this.capacity = capacity;
        this.ids = new long[capacity];
        for (Field field : chunking.data().fields()) {
            fields.put(
                    field.name(),
                    new float[Math.multiplyExact(capacity, field.shape().size())]);
        }
    }

    /** Returns the array that every batch has for this field, if examples have it. */
    public Optional<float[]> values(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** Returns a pass through a split in its own order. */
    public List<BatchIndices> pass(String split) {
        return chunking.pass(split, capacity);
    }

    /** Returns what training step {@code step} reads, its chunks going on from what their sequences left. */
    public Batch training(BatchIndices indices, long step, Vector carried) {
        return training(chunking.data().split(Data.TRAIN), indices, step, carried);
    }

    /** Returns the same of training examples as an epoch reads them. */
    public Batch training(Examples examples, BatchIndices indices, long step, Vector carried) {
        return read(examples, indices, true, step, carried);
    }

    /** Returns what a pass through a split reads. */
    public Batch evaluation(String split, BatchIndices indices, Vector carried) {
        return read(chunking.data().split(split), indices, false, 0, carried);
    }

    private float[] read(Examples examples, int example, String field, int size) {
        float[] into = read.get(field);
        if (into == null || into.length != size) {
            into = new float[size];
            read.put(field, into);
        } else {
            Arrays.fill(into, 0); // what a data set leaves out is the same wherever an example stands
        }
        examples.read(example, field, into, 0);
        return into;
    }

    private Batch read(Examples examples, BatchIndices indices, boolean training, long step, Vector carried) {
        int[] chosen = indices.examples();
        Map<String, Shape> size = SameSizeExamples.size(chunking.data(), examples, chosen[0]);
        for (int slot = 0; slot < chosen.length; slot++) {
            int example = chosen[slot];
            int place = slot;
            ids[slot] = examples.id(example);
            fields.forEach((name, values) -> {
                int each = size.containsKey(name) ? size.get(name).size() : values.length / capacity;
                System.arraycopy(read(examples, example, name, each), 0, values, place * each, each);
            });
        }
        Optional<Batch.CarriedChunk> chunk =
                chunking.cut() ? Optional.of(new Batch.CarriedChunk(carried, indices.sequences())) : Optional.empty();
        return new Batch(chosen.length, fields, ids, training, step, chunk, size);
    }
}
