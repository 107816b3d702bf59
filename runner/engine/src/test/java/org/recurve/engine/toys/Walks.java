package org.recurve.engine.toys;

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

/** Sequences of numbers; the target of each step is half of the step before. Lengths run from {@code shortest} upwards. */
@Plugin(id = "walks", summary = "t(i) = x(i - 1) / 2")
public final class Walks implements Dataset<Walks.Config> {
    public record Config(int sequences, int steps, int shortest) {}

    @Override
    public Data open(Config config, Files files) {
        List<Field> fields = List.of(
                new Field(Field.INPUT, Shape.of(config.steps(), 1)),
                new Field(Field.TARGET, Shape.of(config.steps(), 1)),
                new Field(Field.LENGTH, Shape.SCALAR));
        return new Data(
                fields,
                Map.of(Data.TRAIN, new Split(config, 0), Data.VALIDATION, new Split(config, 1000)),
                "sha256:" + config);
    }

    /** The true length of a sequence. */
    public static int length(Config config, int index) {
        return config.shortest() + index * 5 % (config.steps() - config.shortest() + 1);
    }

    /** What a training sequence holds at a step. */
    public static float at(long id, int step) {
        return (float) Stream.of(3).in(id).uniform(step) - 0.5f;
    }

    private record Split(Config config, long firstId) implements Examples {
        @Override
        public int size() {
            return config.sequences();
        }

        @Override
        public long id(int index) {
            return firstId + index;
        }

        @Override
        public void read(int index, String field, float[] into, int offset) {
            int length = length(config, index);
            if (field.equals(Field.LENGTH)) {
                into[offset] = length;
                return;
            }
            int back = field.equals(Field.TARGET) ? 1 : 0;
            for (int step = 0; step < config.steps(); step++) {
                boolean present = step < length && step >= back;
                into[offset + step] = present ? at(id(index), step - back) / (1 + back) : 0;
            }
        }
    }
}
