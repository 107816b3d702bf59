package org.recurve.engine.toys;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.data.Files;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/** {@code target = x₀ − x₁ / 2} of two numbers from [0, 1); the target's id is in its input. */
@Plugin(id = "waves", summary = "t = x0 - x1 / 2")
public final class Waves implements Dataset<Waves.Config> {
    public record Config(int train, int validation, int test) {}

    @Override
    public Data open(Config config, Files files) {
        Map<String, Examples> splits = new LinkedHashMap<>();
        splits.put(Data.TRAIN, new Split(config.train(), 0));
        if (config.validation() > 0) {
            splits.put(Data.VALIDATION, new Split(config.validation(), 1000));
        }
        if (config.test() > 0) {
            splits.put(Data.TEST, new Split(config.test(), 2000));
        }
        List<Field> fields = List.of(new Field(Field.INPUT, Shape.of(2)), new Field(Field.TARGET, Shape.of(1)));
        return new Data(fields, splits, "sha256:waves-" + config);
    }

    private record Split(int size, long first) implements Examples {
        @Override
        public void read(int index, String field, float[] into, int offset) {
            Stream random = Stream.of(77).in(id(index));
            float x = (float) random.uniform(0);
            float y = (float) random.uniform(1);
            if (field.equals(Field.INPUT)) {
                into[offset] = x;
                into[offset + 1] = y;
            } else {
                into[offset] = x - y / 2;
            }
        }

        @Override
        public long id(int index) {
            return first + index;
        }
    }
}
