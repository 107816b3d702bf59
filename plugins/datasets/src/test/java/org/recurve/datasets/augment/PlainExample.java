package org.recurve.datasets.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.recurve.api.data.Field;
import org.recurve.api.data.TrainingExample;
import org.recurve.api.model.Shape;
import org.recurve.api.random.Stream;

/** An example whose numbers a test gives; its partner is given, too. */
final class PlainExample implements TrainingExample {
    private final List<Field> fields;
    private final Map<String, float[]> values;
    private final List<TrainingExample> partners = new ArrayList<>();
    double share = 0;

    PlainExample(List<Field> fields, Map<String, float[]> values) {
        this.fields = fields;
        this.values = values;
    }

    static PlainExample of(Shape shape, float... input) {
        return new PlainExample(
                List.of(new Field(Field.INPUT, shape), new Field(Field.TARGET, Shape.SCALAR)),
                Map.of(Field.INPUT, input.clone(), Field.TARGET, new float[1]));
    }

    PlainExample beside(TrainingExample partner) {
        partners.add(partner);
        return this;
    }

    float[] input() {
        return values(Field.INPUT);
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
                .orElseThrow()
                .shape();
    }

    @Override
    public float[] values(String field) {
        return values.get(field);
    }

    @Override
    public int steps() {
        return values.containsKey(Field.LENGTH)
                ? (int) values.get(Field.LENGTH)[0]
                : shape(Field.INPUT).dim(0);
    }

    @Override
    public TrainingExample partner(Stream random) {
        return partners.getFirst();
    }

    @Override
    public void mixTarget(TrainingExample partner, double given) {
        share = given;
    }
}
