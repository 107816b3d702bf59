package org.recurve.engine.data;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

/** Data of which the first training examples alone are learnt from: a few with labels, after many without. */
public record FewerExamples(Examples all, int size) implements Examples {
    /**
     * Returns the same data with so many training examples.
     *
     * @param path what asks for them, for the message if there are not as many
     */
    public static Data of(Data data, int size, String path) {
        Examples all = data.split(Data.TRAIN);
        if (size > all.size()) {
            throw new InvalidSetting(
                    path,
                    "",
                    "there are " + all.size() + " training examples, fewer than " + size + "; ask for at most those");
        }
        Map<String, Examples> splits = new LinkedHashMap<>(data.splits());
        splits.put(Data.TRAIN, new FewerExamples(all, size));
        return new Data(data.fields(), splits, data.digest(), Optional.empty(), data.remarks());
    }

    @Override
    public void read(int index, String field, float[] into, int offset) {
        all.read(index, field, into, offset);
    }

    @Override
    public Optional<Shape> shape(int index, String field) {
        return all.shape(index, field);
    }

    @Override
    public long id(int index) {
        return all.id(index);
    }
}
