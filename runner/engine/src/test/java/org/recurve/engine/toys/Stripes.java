package org.recurve.engine.toys;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.data.Files;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/** Rows of numbers of different widths; the target is half of their mean. */
@Plugin(id = "stripes", summary = "t = mean(x) / 2")
public final class Stripes implements Dataset<Stripes.Config> {
    public record Config(int examples, List<Integer> widths) {}

    public static Data data(int examples, Integer... widths) {
        return new Stripes().open(new Config(examples, List.of(widths)), source -> java.nio.file.Path.of("none"));
    }

    @Override
    public Data open(Config config, Files files) {
        int widest = config.widths().stream().mapToInt(w -> w).max().orElseThrow();
        List<Field> fields = List.of(new Field(Field.INPUT, Shape.of(widest)), new Field(Field.TARGET, Shape.of(1)));
        return new Data(
                fields,
                Map.of(Data.TRAIN, new Split(config, 0), Data.VALIDATION, new Split(config, 1000)),
                "sha256:stripes-" + config);
    }

    private record Split(Config config, long first) implements Examples {
        private int width(int index) {
            return config.widths().get((int) (id(index) % config.widths().size()));
        }

        @Override
        public int size() {
            return config.examples();
        }

        @Override
        public long id(int index) {
            return first + index;
        }

        @Override
        public Optional<Shape> shape(int index, String field) {
            return field.equals(Field.INPUT) ? Optional.of(Shape.of(width(index))) : Optional.empty();
        }

        @Override
        public void read(int index, String field, float[] into, int offset) {
            Stream random = Stream.of(5).in(id(index));
            double sum = 0;
            for (int i = 0; i < width(index); i++) {
                float x = (float) random.uniform(i);
                sum += x;
                if (field.equals(Field.INPUT)) {
                    into[offset + i] = x;
                }
            }
            if (field.equals(Field.TARGET)) {
                into[offset] = (float) (sum / width(index) / 2);
            }
        }
    }
}
