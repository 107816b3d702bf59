package org.recurve.datasets.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.ExampleDigest;
import org.recurve.datasets.division.Division;

/**
 * Inputs and targets in memory.
 *
 * @param count how many examples
 * @param shape of an input
 * @param inputs row-major
 * @param lengths of inputs that are sequences of different lengths
 */
public record MemoryExamples(
        int count, Shape shape, ExampleReader inputs, Targets targets, Optional<ExampleReader> lengths) {
    /** Begins with inputs that all have every step. */
    public MemoryExamples(int count, Shape shape, ExampleReader inputs, Targets targets) {
        this(count, shape, inputs, targets, Optional.empty());
    }

    /**
     * Describes what is to be predicted.
     *
     * @param shape of a target
     * @param classes their names, or none if targets are numbers
     * @param labels the names of those that each hold or not, 1 or 0; none if targets are something else
     * @param values row-major
     */
    public record Targets(Shape shape, List<String> classes, List<String> labels, ExampleReader values) {
        /** Returns targets that are classes, or numbers if there are none. */
        public Targets(Shape shape, List<String> classes, ExampleReader values) {
            this(shape, classes, List.of(), values);
        }

        /** Returns the field that they are. */
        public Field field() {
            return new Field(Field.TARGET, shape, classes, labels);
        }

        /** Returns the same for examples that are read otherwise. */
        Targets of(Shape other, ExampleReader reader) {
            return new Targets(other, classes, labels, reader);
        }

        /**
         * Returns the class of each example, by which splits may be divided.
         *
         * @throws InvalidSetting if targets are no classes, or several
         */
        public int[] classes(int examples) {
            if (classes.isEmpty() || shape.rank() > 0) {
                throw new InvalidSetting("stratify gives each split its share of every class, but "
                        + (classes.isEmpty() && labels.isEmpty() ? "targets are numbers" : "an example has several")
                        + "; remove it");
            }
            int[] numbers = new int[examples];
            float[] one = new float[1];
            for (int i = 0; i < examples; i++) {
                values.read(i, one, 0);
                numbers[i] = (int) one[0];
            }
            return numbers;
        }
    }

    /**
     * Returns the examples, divided.
     *
     * @param name of the data set, which keys the shuffling
     * @param digest of all that decides the examples
     */
    public Data data(String name, Division division, ExampleDigest digest) {
        List<Field> fields = new ArrayList<>(List.of(new Field(Field.INPUT, shape), targets.field()));
        lengths.ifPresent(_ -> fields.add(new Field(Field.LENGTH, Shape.SCALAR)));
        return new Data(fields, division.of(name, count, this::read), digest.hex());
    }

    /** Returns the class of each example, by which splits may be divided. */
    public int[] classes() {
        return targets.classes(count);
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
