package org.recurve.datasets.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.datasets.ExampleDigest;
import org.recurve.datasets.division.SplitRule;

/**
 * Inputs and targets in memory.
 *
 * @param count how many examples
 * @param shape of an input
 * @param inputs row-major
 * @param lengths of inputs that are sequences of different lengths
 */
record MemoryExamples(int count, Shape shape, ExampleReader inputs, Targets targets, Optional<ExampleReader> lengths) {
    /** Begins with inputs that all have every step. */
    MemoryExamples(int count, Shape shape, ExampleReader inputs, Targets targets) {
        this(count, shape, inputs, targets, Optional.empty());
    }

    /**
     * Describes what is to be predicted.
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
        List<Field> fields = new ArrayList<>(
                List.of(new Field(Field.INPUT, shape), new Field(Field.TARGET, targets.shape(), targets.classes())));
        lengths.ifPresent(_ -> fields.add(new Field(Field.LENGTH, Shape.SCALAR)));
        return new Data(fields, rule.of(name, count, this::read), digest.hex());
    }

    private void read(int item, String field, float[] into, int offset) {
        ExampleReader reader = switch (field) {
            case Field.INPUT -> inputs;
            case Field.TARGET -> targets.values();
            case Field.LENGTH -> lengths.orElseThrow(() -> unknown(field));
            default -> throw unknown(field);
        };
        reader.read(item, into, offset);
    }

    private IllegalArgumentException unknown(String field) {
        return new IllegalArgumentException("examples have no field \"" + field + "\", only "
                + (lengths.isPresent() ? "input, target and length" : "input and target"));
    }
}
