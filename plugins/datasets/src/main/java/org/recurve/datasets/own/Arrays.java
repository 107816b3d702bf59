package org.recurve.datasets.own;

import java.util.List;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.datasets.Digest;

/**
 * Inputs and targets in memory.
 *
 * @param shape of an input
 * @param inputs one an example, row-major
 */
record Arrays(Shape shape, List<float[]> inputs, Targets targets) {
    /**
     * What is to be predicted.
     *
     * @param shape of a target
     * @param classes their names, or none if targets are numbers
     * @param values one an example, row-major
     */
    record Targets(Shape shape, List<String> classes, List<float[]> values) {}

    /**
     * The examples, divided.
     *
     * @param name of the data set, which keys the shuffling
     * @param digest of all that decides the examples
     */
    Data data(String name, Division division, Digest digest) {
        return new Data(
                List.of(new Field(Field.INPUT, shape), new Field(Field.TARGET, targets.shape(), targets.classes())),
                division.of(name, inputs.size(), this::read),
                digest.hex());
    }

    private void read(int item, String field, float[] into, int offset) {
        float[] values = switch (field) {
            case Field.INPUT -> inputs.get(item);
            case Field.TARGET -> targets.values().get(item);
            default ->
                throw new IllegalArgumentException("examples have no field \"" + field + "\", only input and target");
        };
        System.arraycopy(values, 0, into, offset, values.length);
    }
}
