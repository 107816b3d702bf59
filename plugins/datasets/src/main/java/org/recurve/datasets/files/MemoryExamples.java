package org.recurve.datasets.files;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.ExampleDigest;
import org.recurve.datasets.division.Division;
import org.recurve.datasets.division.Stratification;

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
         * Returns a division that gives each split its share of every class, or of every label.
         *
         * @throws InvalidSetting if targets are neither, or an example has a class for each step or pixel
         */
        public Division stratified(Division division, int examples) {
            boolean sets = !labels.isEmpty() && shape.rank() == 1;
            if (!sets && (classes.isEmpty() || shape.size() > 1)) {
                throw new InvalidSetting("stratify gives each split its share of every class, but "
                        + (classes.isEmpty() && labels.isEmpty() ? "targets are numbers" : "an example has several")
                        + "; remove it");
            }
            float[] one = new float[shape.size()];
            if (sets) {
                return division.byLabels(IntStream.range(0, examples)
                        .mapToObj(i -> {
                            values.read(i, one, 0);
                            BitSet set = new BitSet();
                            IntStream.range(0, one.length).forEach(label -> set.set(label, one[label] == 1));
                            return set;
                        })
                        .toList());
            }
            int[] numbers = new int[examples];
            for (int i = 0; i < examples; i++) {
                values.read(i, one, 0);
                numbers[i] = one[0] < 0 ? classes.size() : (int) one[0]; // those of no class are one, too
            }
            return division.byClass(numbers);
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
        return new Data(
                fields,
                division.of(name, count, this::read),
                digest.hex(),
                Optional.empty(),
                division.remarks(name, count));
    }

    /** Returns a division that gives each split its share of every class, or of every label, where that holds. */
    public Division stratified(Stratification stratification, Division division, String name, ExampleDigest digest) {
        return stratification.of(division, plain -> targets.stratified(plain, count), name, count, digest);
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
