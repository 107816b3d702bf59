package org.recurve.app.predict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.data.InputForm;
import org.recurve.api.model.Shape;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;

/** Data for a model that learnt from other data: classes and words have the numbers that the model knows them by. */
final class RenumberedData {
    /** Says how many names a message has. */
    private static final int SHOWN = 10;

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
        Map<String, Labels> labels = new HashMap<>();
        List<Field> fields = new ArrayList<>();
        for (Field field : data.fields()) {
            Optional<Field> known = learnt.stream()
                    .filter(other -> other.name().equals(field.name()))
                    .findFirst();
            if (known.isPresent() && !known.get().labels().equals(field.labels())) {
                Labels moved = Labels.of(field, known.get().labels());
                labels.put(field.name(), moved);
                fields.add(new Field(
                        field.name(), moved.shape(), List.of(), known.get().labels()));
                continue;
            }
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
                demandOthers(field.classes(), classes);
                notes.add("classes have other names here, and go by their numbers: "
                        + byNumber(classes, field.classes()));
            } else {
                numbers.put(field.name(), renumbered(field, classes, form));
            }
            fields.add(new Field(field.name(), field.shape(), classes));
        }
        Map<String, Shape> shapes = data.fields().stream().collect(Collectors.toMap(Field::name, Field::shape));
        Map<String, Examples> splits = new HashMap<>();
        data.splits()
                .forEach((name, examples) ->
                        splits.put(name, new RenumberedExamples(examples, numbers, labels, shapes)));
        return new Data(fields, splits, data.digest(), data.form());
    }

    /** Classes go by number only if none of them is known by name, and there are as many. */
    private static void demandOthers(List<String> found, List<String> learnt) {
        List<String> unknown =
                found.stream().filter(name -> !learnt.contains(name)).toList();
        if (unknown.size() < found.size() || found.size() != learnt.size()) {
            throw new UserError(Problem.of(
                    "the model tells " + some(learnt) + " apart, and does not know " + some(unknown)
                            + ", which these examples have as " + Field.TARGET,
                    "give data with the classes that it learnt from, under the same names"));
        }
    }

    private static String byNumber(List<String> learnt, List<String> found) {
        return IntStream.range(0, learnt.size())
                .limit(SHOWN)
                .mapToObj(i -> learnt.get(i) + " is " + found.get(i))
                .collect(Collectors.joining(", ", "", learnt.size() > SHOWN ? ", and so on" : ""));
    }

    private static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                + (names.size() > SHOWN ? ", … (" + names.size() + " in all)" : "");
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

    /**
     * The labels of a model, where examples say whether others hold.
     *
     * @param shape as the model knows it
     * @param places where the examples have each of the model's labels, or -1 where they have not: then it does not hold
     * @param own how many numbers the examples have
     */
    private record Labels(Shape shape, List<Integer> places, int own) {
        static Labels of(Field field, List<String> known) {
            if (field.labels().isEmpty() || known.isEmpty()) {
                throw new UserError(Problem.of(
                        known.isEmpty()
                                ? "the model answers with one thing for each example, and these examples have labels of"
                                        + " which several may hold"
                                : "the model says of " + known.size()
                                        + " labels whether they hold, and these examples do not",
                        "give data of the kind that it learnt from"));
            }
            field.labels().stream()
                    .filter(label -> !known.contains(label))
                    .findFirst()
                    .ifPresent(label -> {
                        throw new UserError(Problem.of(
                                "the model does not know the label \"" + label + "\", which these examples have",
                                "give data with what it learnt from"));
                    });
            Shape shape = field.shape();
            return new Labels(
                    shape.slice(0, shape.rank() - 1).with(Shape.of(known.size())),
                    known.stream().map(field.labels()::indexOf).toList(),
                    shape.size());
        }

        void move(float[] from, float[] into, int offset) {
            int width = own / (shape.size() / places.size());
            for (int i = 0; i < shape.size(); i++) {
                int place = places.get(i % places.size());
                into[offset + i] = place < 0 ? 0 : from[i / places.size() * width + place];
            }
        }
    }

    private record RenumberedExamples(
            Examples own, Map<String, int[]> numbers, Map<String, Labels> labels, Map<String, Shape> shapes)
            implements Examples {
        @Override
        public int size() {
            return own.size();
        }

        @Override
        public void read(int index, String field, float[] into, int offset) {
            Labels moved = labels.get(field);
            if (moved != null) {
                float[] read = new float[moved.own()];
                own.read(index, field, read, 0);
                moved.move(read, into, offset);
                return;
            }
            own.read(index, field, into, offset);
            int[] known = numbers.get(field);
            if (known != null) {
                int end = offset
                        + shape(index, field).orElseGet(() -> shapes.get(field)).size();
                for (int i = offset; i < end; i++) {
                    into[i] = into[i] < 0 ? into[i] : known[(int) into[i]]; // what belongs to no class stays so
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
