package org.recurve.app.predict;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;

/** Examples without targets, as a data set of their own. */
final class AskedData {
    private static final List<String> KNOWN = List.of(Field.INPUT, Field.TARGET, Field.LENGTH);

    private AskedData() {}

    /** Returns a data set with one split, {@code test}, of the fields that the model learnt from. */
    static Data of(List<Field> fields, List<AskedInput> inputs) {
        fields.stream()
                .filter(field -> !KNOWN.contains(field.name()))
                .findFirst()
                .ifPresent(further -> {
                    throw new UserError(Problem.of(
                            "this model reads a field \"" + further.name()
                                    + "\" besides its input, which predict cannot" + " give",
                            "recurve evaluate measures it on a data set that has it"));
                });
        Shape largest = inputs.stream()
                .map(AskedInput::shape)
                .max(Comparator.comparingInt(Shape::size))
                .orElseThrow();
        Shape learnt = input(fields);
        return new Data(
                fields.stream()
                        .map(field -> field.of(sized(field, learnt, largest)))
                        .toList(),
                Map.of(Data.TEST, new Asked(inputs, fields, largest)),
                "sha256:asked");
    }

    /** Returns the shape of the inputs that a model learnt from. */
    static Shape input(List<Field> fields) {
        return fields.stream()
                .filter(field -> field.name().equals(Field.INPUT))
                .findFirst()
                .orElseThrow()
                .shape();
    }

    /** Returns a field's shape where the input has this one: a target of pixels is as large as the image. */
    private static Shape sized(Field field, Shape learnt, Shape input) {
        boolean image = learnt.rank() == 3 && input.rank() == 3;
        return switch (field.name()) {
            case Field.INPUT -> input;
            case Field.TARGET -> image && field.shape().equals(learnt.slice(1, 3)) ? input.slice(1, 3) : field.shape();
            default -> field.shape();
        };
    }

    private record Asked(List<AskedInput> inputs, List<Field> fields, Shape largest) implements Examples {
        @Override
        public Optional<Shape> shape(int index, String name) {
            boolean differ = inputs.stream().anyMatch(asked -> !asked.shape().equals(largest));
            Shape learnt = input(fields);
            return fields.stream()
                    .filter(field -> differ && field.name().equals(name))
                    .findFirst()
                    .map(field -> sized(field, learnt, inputs.get(index).shape()))
                    .filter(shape -> !name.equals(Field.LENGTH));
        }

        @Override
        public int size() {
            return inputs.size();
        }

        @Override
        public void read(int index, String field, float[] into, int offset) {
            AskedInput asked = inputs.get(index);
            switch (field) {
                case Field.INPUT -> System.arraycopy(asked.values(), 0, into, offset, asked.values().length);
                case Field.LENGTH -> into[offset] = asked.steps();
                default -> {} // nobody knows the target
            }
        }
    }
}
