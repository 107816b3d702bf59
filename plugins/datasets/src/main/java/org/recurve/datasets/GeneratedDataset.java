package org.recurve.datasets;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.random.Stream;

/**
 * Examples that are made anew at each reading, each from a stream of its own.
 *
 * @param task the task's id, which keys its streams, and its version
 * @param settings all that decides an example besides the seed
 */
record GeneratedDataset(GeneratedTask task, String settings, long seed, int train, int validation, int test) {
    /** Describes what is generated: its name and version. */
    record GeneratedTask(String id, int version) {}

    /** Makes an example, all of its fields, from its stream. */
    interface Generator {
        Map<String, float[]> example(Stream random);
    }

    Data data(List<Field> fields, Generator generator) {
        Map<String, Integer> sizes = Map.of(Data.TRAIN, train, Data.VALIDATION, validation, Data.TEST, test);
        Map<String, Examples> splits = new HashMap<>();
        sizes.forEach((split, size) -> {
            if (size > 0) {
                Stream random = Stream.of(seed).in(task.id()).in(split);
                splits.put(
                        split,
                        new GeneratedSplit(task.id(), random, size, index -> generator.example(random.in(index))));
            }
        });
        return new Data(fields, splits, digest());
    }

    /** Returns a training split that lists all the examples there are. */
    static Data listed(
            GeneratedTask task,
            String settings,
            List<Field> fields,
            int size,
            IntFunction<Map<String, float[]>> examples) {
        Stream random = Stream.of(0).in(task.id()).in(Data.TRAIN);
        GeneratedSplit all = new GeneratedSplit(task.id(), random, size, examples);
        String digest = new ExampleDigest(task.id() + " " + task.version())
                .add(settings + ", all " + size)
                .hex();
        return new Data(fields, Map.of(Data.TRAIN, all), digest);
    }

    private String digest() {
        return new ExampleDigest(task.id() + " " + task.version())
                .add(settings + ", seed " + seed)
                .add(train + "/" + validation + "/" + test)
                .hex();
    }

    private record GeneratedSplit(String task, Stream random, int size, IntFunction<Map<String, float[]>> examples)
            implements Examples {
        @Override
        public void read(int index, String field, float[] into, int offset) {
            Map<String, float[]> example = examples.apply(index);
            float[] values = example.get(field);
            if (values == null) {
                throw new IllegalArgumentException("the task \"" + task + "\" has no field \"" + field + "\", only "
                        + String.join(", ", example.keySet().stream().sorted().toList()));
            }
            System.arraycopy(values, 0, into, offset, values.length);
        }

        /** Returns the key of its stream: different for every sequence of every split. */
        @Override
        public long id(int index) {
            return random.in(index).key();
        }
    }
}
