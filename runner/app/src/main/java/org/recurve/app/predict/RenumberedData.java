package org.recurve.app.predict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.data.InputForm;
import org.recurve.api.model.Shape;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;

/** Data for a model that learnt from other data: classes and words have the numbers that the model knows them by. */
final class RenumberedData {
    private RenumberedData() {}

    /**
     * Returns the examples as the model reads them. Words of the input that it does not know are its unknown word, if it has one.
     * Classes of the target go by their names if it knows all of them, else by their numbers.
     *
     * @param learnt the fields of the data that the model learnt from
     * @param notes is told what goes by number
     */
    static Data of(Data data, List<Field> learnt, Optional<InputForm> form, List<String> notes) {
        Map<String, int[]> numbers = new HashMap<>();
        List<Field> fields = new ArrayList<>();
        for (Field field : data.fields()) {
            Optional<Field> known = learnt.stream()
                    .filter(other -> other.name().equals(field.name()))
                    .findFirst();
            if (known.isEmpty()
                    || known.get().classes().isEmpty()
                    || known.get().classes().equals(field.classes())) {
                fields.add(field);
                continue;
            }
            List<String> classes = known.get().classes();
            if (field.classes().isEmpty()) {
                throw new UserError(Problem.of(
                        "the model reads " + field.name() + " as one of " + classes.size()
                                + " classes, and these examples have numbers there",
                        "give data of the kind that it learnt from"));
            }
            if (field.name().equals(Field.TARGET) && !classes.containsAll(field.classes())) {
                if (classes.size() != field.classes().size()) {
                    throw new UserError(Problem.of(
                            "the model tells " + classes.size() + " classes apart, and these examples have "
                                    + field.classes().size() + " others",
                            "give data with the same classes"));
                }
                notes.add("classes have other names here, and go by their numbers: " + classes.getFirst() + " is "
                        + field.classes().getFirst() + ", and so on");
            } else {
                numbers.put(field.name(), renumbered(field, classes, form));
            }
            fields.add(new Field(field.name(), field.shape(), classes));
        }
        Map<String, Examples> splits = new HashMap<>();
        data.splits().forEach((name, examples) -> splits.put(name, new RenumberedExamples(examples, numbers)));
        return new Data(fields, splits, data.digest(), data.form());
    }

    private static int[] renumbered(Field field, List<String> classes, Optional<InputForm> form) {
        Map<String, Integer> known = new HashMap<>();
        for (int i = 0; i < classes.size(); i++) {
            known.put(classes.get(i), i);
        }
        boolean unknown = form.orElse(null) instanceof InputForm.Words(boolean any) && any;
        return field.classes().stream()
                .mapToInt(name -> {
                    Integer number = known.get(name);
                    if (number == null && !unknown) {
                        throw new UserError(Problem.of(
                                "the model does not know \"" + name + "\", which these examples have as "
                                        + field.name(),
                                "give data with what it learnt from"));
                    }
                    return number == null ? 0 : number;
                })
                .toArray();
    }

    private record RenumberedExamples(Examples own, Map<String, int[]> numbers) implements Examples {
        @Override
        public int size() {
            return own.size();
        }

        @Override
        public void read(int index, String field, float[] into, int offset) {
            own.read(index, field, into, offset);
            int[] known = numbers.get(field);
            if (known != null) {
                for (int i = offset; i < into.length; i++) {
                    into[i] = known[(int) into[i]];
                }
            }
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
}
