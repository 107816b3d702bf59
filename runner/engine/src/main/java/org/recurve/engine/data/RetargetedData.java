package org.recurve.engine.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

/** Data whose examples have another of their fields for a target: with {@code input}, what an autoencoder learns to give back. */
public final class RetargetedData {
    private RetargetedData() {}

    /**
     * Returns the same examples, {@code field} in place of their target.
     *
     * @param path what asks for it, for the message if there is no such field
     */
    public static Data field(Data data, String field, String path) {
        if (field.equals(Field.TARGET)) {
            return data;
        }
        Field meant = data.fields().stream()
                .filter(f -> f.name().equals(field))
                .findFirst()
                .orElseThrow(() -> new InvalidSetting(
                        path,
                        "",
                        "examples hold no \"" + field + "\", only "
                                + data.fields().stream().map(Field::name).toList()
                                + ", and no part that is run has that name"));
        List<Field> fields = new ArrayList<>();
        data.fields().stream()
                .filter(f -> !f.name().equals(Field.TARGET) && !f.name().equals(Field.TARGET_LENGTH))
                .forEach(fields::add);
        fields.add(meant.named(Field.TARGET));
        Map<String, Examples> splits = new LinkedHashMap<>();
        data.splits().forEach((split, examples) -> splits.put(split, new RetargetedExamples(examples, field)));
        return new Data(fields, splits, data.digest(), Optional.empty(), data.remarks());
    }

    private record RetargetedExamples(Examples examples, String target) implements Examples {
        @Override
        public int size() {
            return examples.size();
        }

        @Override
        public void read(int index, String field, float[] into, int offset) {
            examples.read(index, field.equals(Field.TARGET) ? target : field, into, offset);
        }

        @Override
        public Optional<Shape> shape(int index, String field) {
            return examples.shape(index, field.equals(Field.TARGET) ? target : field);
        }

        @Override
        public long id(int index) {
            return examples.id(index);
        }
    }
}
