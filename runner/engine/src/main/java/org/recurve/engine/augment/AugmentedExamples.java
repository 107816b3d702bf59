package org.recurve.engine.augment;

import java.util.List;
import java.util.Optional;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;

/** Training examples as one epoch reads them. An example is changed once, and then read field by field. */
final class AugmentedExamples implements Examples {
    private final Examples own;
    private final List<Field> fields;
    private final List<AugmentationStep> steps;
    private volatile Optional<ReadExample> last = Optional.empty();

    AugmentedExamples(Examples own, List<Field> fields, List<AugmentationStep> steps) {
        this.own = own;
        this.fields = fields;
        this.steps = steps;
    }

    @Override
    public int size() {
        return own.size();
    }

    @Override
    public void read(int index, String field, float[] into, int offset) {
        if (field.equals(Field.LENGTH) || field.equals(Field.TARGET_LENGTH)) {
            own.read(index, field, into, offset);
        } else {
            changed(index).write(field, into, offset);
        }
    }

    private ReadExample changed(int index) {
        return last.filter(example -> example.index() == index).orElseGet(() -> {
            ReadExample example = upTo(steps.size(), index);
            last = Optional.of(example);
            return example;
        });
    }

    /** Returns an example after the first {@code count} augmentations. */
    ReadExample upTo(int count, int index) {
        ReadExample example = new ReadExample(own, fields, index);
        for (int step = 0; step < count; step++) {
            int before = step;
            example.among(own.size(), other -> upTo(before, other));
            steps.get(step).apply(example);
        }
        return example;
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
