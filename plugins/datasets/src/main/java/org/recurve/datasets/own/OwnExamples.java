package org.recurve.datasets.own;

import java.util.List;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.datasets.Digest;

/**
 * Inputs and targets in memory.
 *
 * @param count how many examples
 * @param shape of an input
 * @param inputs row-major
 */
record OwnExamples(int count, Shape shape, Rows inputs, Targets targets) {
    /**
     * What is to be predicted.
     *
     * @param shape of a target
     * @param classes their names, or none if targets are numbers
     * @param values row-major
     */
    record Targets(Shape shape, List<String> classes, Rows values) {}

    /**
     * The examples, divided.
     *
     * @param name of the data set, which keys the shuffling
     * @param digest of all that decides the examples
     */
    Data data(String name, Division division, Digest digest) {
        return new Data(
                List.of(new Field(Field.INPUT, shape), new Field(Field.TARGET, targets.shape(), targets.classes())),
                division.of(name, count, this::read),
                digest.hex());
    }

    private void read(int item, String field, float[] into, int offset) {
        Rows rows = switch (field) {
            case Field.INPUT -> inputs;
            case Field.TARGET -> targets.values();
            default ->
                throw new IllegalArgumentException("examples have no field \"" + field + "\", only input and target");
        };
        rows.read(item, into, offset);
    }
}
