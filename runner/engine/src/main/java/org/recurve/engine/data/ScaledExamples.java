package org.recurve.engine.data;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.data.InputForm;
import org.recurve.api.data.Scaling;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

/**
 * Examples whose inputs are scaled as a model reads them. Past a sequence's true length they stay 0.
 *
 * @param own before they are scaled
 * @param numbers of the largest input
 * @param step how many numbers of an input belong to one of its true steps; 0 if all count
 */
record ScaledExamples(Examples own, Scaling scaling, int numbers, int step) implements Examples {
    /** Returns the data as its form says that its inputs are scaled; data without any is returned as it is. */
    static Data of(Data data, String dataset) {
        Optional<Scaling> scaling = data.form().flatMap(InputForm::scaling);
        if (scaling.isEmpty()) {
            return data;
        }
        Field input = data.field(Field.INPUT);
        int numbers = input.shape().size();
        if (!scaling.get().fits(numbers) || !input.classes().isEmpty()) {
            throw new InvalidSetting(
                    "data",
                    "",
                    "inputs are scaled by " + scaling.get().features() + " features, but those of " + dataset + " are "
                            + (input.classes().isEmpty() ? input.shape() + " numbers" : "classes")
                            + "; give data of the form that was learnt from");
        }
        boolean lengths = data.fields().stream().anyMatch(field -> field.name().equals(Field.LENGTH));
        int step = lengths ? numbers / input.shape().dim(0) : 0;
        Map<String, Examples> splits = new HashMap<>();
        data.splits()
                .forEach((name, examples) ->
                        splits.put(name, new ScaledExamples(examples, scaling.get(), numbers, step)));
        return new Data(data.fields(), splits, data.digest(), data.form(), data.remarks());
    }

    @Override
    public int size() {
        return own.size();
    }

    @Override
    public void read(int index, String field, float[] into, int offset) {
        own.read(index, field, into, offset);
        if (field.equals(Field.INPUT)) {
            int present = own.shape(index, field).map(Shape::size).orElse(numbers);
            scaling.apply(into, offset, step == 0 ? present : step * steps(index), present);
        }
    }

    private int steps(int index) {
        float[] length = new float[1];
        own.read(index, Field.LENGTH, length, 0);
        return (int) length[0];
    }

    @Override
    public Optional<Shape> shape(int index, String field) {
        return own.shape(index, field);
    }

    @Override
    public long id(int index) {
        return own.id(index);
    }
}
