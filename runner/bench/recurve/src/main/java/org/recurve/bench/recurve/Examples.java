package org.recurve.bench.recurve;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.recurve.api.data.Field;
import org.recurve.api.random.Stream;
import org.recurve.compute.session.Batch;

/** Resident batches: normal numbers, words and classes drawn by chance. */
final class Examples {
    private Examples() {}

    static Batch batch(Models.Model model, int examples, boolean training) {
        return batch(model, examples, training, 0);
    }

    /** Sequences that all end at this step. */
    static Batch ended(Models.Model model, int examples, int length) {
        return batch(model, examples, true, length);
    }

    private static Batch batch(Models.Model model, int examples, boolean training, int length) {
        Map<String, float[]> fields = new HashMap<>();
        for (Field field : model.fields()) {
            fields.put(
                    field.name(),
                    values(field, examples * field.shape().size(), model.net().classes(), length));
        }
        return new Batch(examples, fields, LongStream.range(0, examples).toArray(), training, 0);
    }

    private static float[] values(Field field, int count, int classes, int length) {
        Stream random = Stream.of(1).in(field.name());
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (field.name()) {
                case Field.LENGTH -> length;
                case Field.TARGET -> random.below(i, classes);
                default ->
                    field.classes().isEmpty()
                            ? (float) random.normal(i)
                            : random.below(i, field.classes().size());
            };
        }
        return values;
    }
}
