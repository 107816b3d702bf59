package org.recurve.datasets.files;

import java.util.List;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.datasets.ExampleDigest;

/**
 * Inputs and targets in memory.
 *
 * @param count how many examples
 * @param shape of an input
 * @param inputs row-major
 */
record MemoryExamples(int count, Shape shape, ExampleReader inputs, Targets targets) {
    /**
     * What is to be predicted.
     *
     * @param shape of a target
     * @param classes their names, or none if targets are numbers
     * @param values row-major
     */
    record Targets(Shape shape, List<String> classes, ExampleReader values) {}

    /**
     * Returns the examples, divided.
     *
     * @param name of the data set, which keys the shuffling
     * @param digest of all that decides the examples
     */
    Data data(String name, SplitRule rule, ExampleDigest digest) {
        return new Data(
                List.of(new Field(Field.INPUT, shape), new Field(Field.TARGET, targets.shape(), targets.classes())),
                rule.of(name, count, this::read),
                digest.hex());
    }

    private void read(int item, String field, float[] into, int offset) {
        ExampleReader reader = switch (field) {
            case Field.INPUT -> inputs;
            case Field.TARGET -> targets.values();
            default ->
                throw new IllegalArgumentException("examples have no field \"" + field + "\", only input and target");
        };
        reader.read(item, into, offset);
    }
}
