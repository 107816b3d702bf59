package org.recurve.datasets;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Field;

/** The training examples of a generated task, to be looked at. */
record Drawn(Data data) {
    static <C extends Record> Drawn of(Dataset<C> task, C config) {
        return new Drawn(task.open(config, source -> {
            throw new AssertionError("generated data needs no file");
        }));
    }

    int size() {
        return data.split(Data.TRAIN).size();
    }

    float[] read(int index, String field) {
        float[] into = new float[data.field(field).shape().size()];
        data.split(Data.TRAIN).read(index, field, into, 0);
        return into;
    }

    float target(int index) {
        return read(index, Field.TARGET)[0];
    }

    /** Of an input with one channel a symbol, the symbol of each step. */
    int[] symbols(int index) {
        float[] input = read(index, Field.INPUT);
        int channels = data.field(Field.INPUT).shape().dim(1);
        return IntStream.range(0, input.length / channels)
                .map(step -> symbol(Arrays.copyOfRange(input, step * channels, (step + 1) * channels)))
                .toArray();
    }

    private static int symbol(float[] channels) {
        int[] on = IntStream.range(0, channels.length)
                .filter(c -> channels[c] == 1)
                .toArray();
        long off = IntStream.range(0, channels.length)
                .filter(c -> channels[c] == 0)
                .count();
        if (on.length != 1 || off != channels.length - 1) {
            throw new AssertionError("not one symbol: " + Arrays.toString(channels));
        }
        return on[0];
    }
}
