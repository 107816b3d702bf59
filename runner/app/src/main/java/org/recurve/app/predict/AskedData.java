package org.recurve.app.predict;

import java.util.List;
import java.util.Map;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
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
        return new Data(fields, Map.of(Data.TEST, new Asked(inputs)), "sha256:asked");
    }

    private record Asked(List<AskedInput> inputs) implements Examples {
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
