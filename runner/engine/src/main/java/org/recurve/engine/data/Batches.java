package org.recurve.engine.data;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.compute.Batch;

/**
 * Reads examples into arrays that every batch uses again: a batch is valid until the next one is filled. For one thread.
 */
public final class Batches {
    private final int capacity;
    private final Map<String, float[]> fields = new LinkedHashMap<>();
    private final long[] ids;

    /** Batches of up to {@code capacity} examples. */
    public Batches(Data data, int capacity) {
        this.capacity = capacity;
        this.ids = new long[capacity];
        for (Field field : data.fields()) {
            fields.put(
                    field.name(),
                    new float[Math.multiplyExact(capacity, field.shape().size())]);
        }
    }

    /** The array that every batch has for this field, if examples have it. */
    public Optional<float[]> values(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** How many batches hold {@code examples}, the last short one included. */
    public int count(int examples) {
        return Math.ceilDiv(examples, capacity);
    }

    /** Batch {@code index} of a pass through {@code order}, for training step {@code step}. */
    public Batch training(Examples examples, int[] order, int index, long step) {
        int from = index * capacity;
        int filled = Math.min(capacity, order.length - from);
        for (int i = 0; i < filled; i++) {
            read(examples, order[from + i], i);
        }
        return new Batch(filled, fields, ids, true, step);
    }

    /** Batch {@code index} of a pass through a split in its own order. */
    public Batch evaluation(Examples examples, int index) {
        int from = index * capacity;
        int filled = Math.min(capacity, examples.size() - from);
        for (int i = 0; i < filled; i++) {
            read(examples, from + i, i);
        }
        return new Batch(filled, fields, ids, false, 0);
    }

    private void read(Examples examples, int example, int slot) {
        ids[slot] = examples.id(example);
        fields.forEach((name, values) -> examples.read(example, name, values, slot * (values.length / capacity)));
    }
}
