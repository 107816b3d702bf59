package org.recurve.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.recurve.api.data.Field;
import org.recurve.api.data.TrainingExample;
import org.recurve.api.model.Shape;
import org.recurve.api.random.Stream;

/** A training example of made-up numbers, which an augmentation is tried on. */
final class SampleExample implements TrainingExample {
    private final List<Field> fields;
    private final int examples;
    private final Map<String, float[]> values;
    private double share = 0;

    private SampleExample(List<Field> fields, int examples, Map<String, float[]> values) {
        this.fields = List.copyOf(fields);
        this.examples = examples;
        this.values = values;
    }

    /** Returns one of some examples; a length is all steps but one. */
    static SampleExample of(List<Field> fields, int index, int examples) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Field field : fields) {
            float[] all = TestNumbers.of(field, examples);
            int size = field.shape().size();
            values.put(field.name(), java.util.Arrays.copyOfRange(all, index * size, (index + 1) * size));
        }
        values.computeIfPresent(Field.LENGTH, (_, _) -> new float[] {steps(fields) - 1});
        return new SampleExample(fields, examples, values);
    }

    private static int steps(List<Field> fields) {
        return fields.stream()
                .filter(field -> field.name().equals(Field.INPUT))
                .mapToInt(field -> field.shape().rank() == 0 ? 1 : field.shape().dim(0))
                .findFirst()
                .orElse(1);
    }

    @Override
    public List<Field> fields() {
        return fields;
    }

    @Override
    public Shape shape(String field) {
        return fields.stream()
                .filter(one -> one.name().equals(field))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("examples hold no \"" + field + "\""))
                .shape();
    }

    @Override
    public float[] values(String field) {
        shape(field);
        return values.getOrDefault(field, new float[0]);
    }

    @Override
    public int steps() {
        return values.containsKey(Field.LENGTH) ? steps(fields) - 1 : steps(fields);
    }

    @Override
    public TrainingExample partner(Stream random) {
        return of(fields, random.below(0, examples), examples);
    }

    @Override
    public void mixTarget(TrainingExample partner, double given) {
        if (!(given >= 0 && given <= 1)) {
            throw new IllegalArgumentException("the share of a partner is from 0 to 1, not " + given);
        }
        share = given;
    }

    double share() {
        return share;
    }

    /** Returns all that it holds, one field after another, and the share of its partner. */
    double[] numbers() {
        return DoubleStream.concat(
                        fields.stream().flatMapToDouble(field -> TestNumbers.stream(values(field.name()))),
                        DoubleStream.of(share))
                .toArray();
    }
}
