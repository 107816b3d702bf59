package org.recurve.app.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.app.display.CountText;
import org.recurve.app.display.TextTable;

/** Says how the classes of data of one's own fall into splits, and warns of what makes a measure of them worth little. */
public final class SplitText {
    /** More classes are no table to read. */
    private static final int SHOWN = 20;

    private SplitText() {}

    /**
     * Returns how many examples each class has in each split, or how many pixels of masks; empty where examples have no class, or there
     * are many.
     */
    public static Optional<String> table(Data data) {
        return counts(data).filter(counts -> counts.classes.size() <= SHOWN).map(counts -> {
            List<List<String>> rows = new ArrayList<>();
            List<String> head = new ArrayList<>(List.of(counts.head()));
            head.addAll(counts.splits);
            rows.add(head);
            for (int i = 0; i < counts.classes.size(); i++) {
                List<String> row = new ArrayList<>(List.of(counts.classes.get(i)));
                for (long[] split : counts.bySplit) {
                    row.add(String.format(Locale.ROOT, "%,d", split[i]));
                }
                rows.add(row);
            }
            return TextTable.of(rows);
        });
    }

    /**
     * Returns how many examples each class has in the test split of each fold; without classes, how many examples there are.
     *
     * @param numbers of the folds
     * @param folds the data of each; none of a study without
     */
    public static Optional<String> folds(List<Integer> numbers, List<Data> folds) {
        if (folds.isEmpty()) {
            return Optional.empty();
        }
        List<Optional<ClassCounts>> counts =
                folds.stream().map(SplitText::counts).toList();
        List<String> classes = counts.getFirst()
                .map(ClassCounts::classes)
                .filter(names -> names.size() <= SHOWN)
                .orElse(List.of());
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("tested"));
        numbers.forEach(number -> head.add("fold " + number));
        rows.add(head);
        for (int i = 0; i < classes.size(); i++) {
            int one = i;
            List<String> row = new ArrayList<>(List.of(classes.get(i)));
            counts.forEach(of -> row.add(count(of.orElseThrow().tested(one))));
            rows.add(row);
        }
        List<String> all = new ArrayList<>(List.of(classes.isEmpty() ? "examples" : "all"));
        folds.forEach(data -> all.add(count(data.split(Data.TEST).size())));
        rows.add(all);
        return Optional.of(TextTable.of(rows));
    }

    /**
     * Returns a line for each class that is in the examples, and in the test split of some folds not.
     *
     * @param numbers of the folds
     * @param folds the data of each
     */
    public static List<String> foldWarnings(List<Integer> numbers, List<Data> folds) {
        List<ClassCounts> counts =
                folds.stream().map(SplitText::counts).flatMap(Optional::stream).toList();
        List<String> warnings = new ArrayList<>();
        List<String> classes = counts.isEmpty() ? List.of() : counts.getFirst().classes();
        for (int i = 0; i < Math.min(SHOWN, classes.size()); i++) {
            int one = i;
            List<String> without = IntStream.range(0, counts.size())
                    .filter(fold -> counts.get(fold).tested(one) == 0)
                    .mapToObj(fold -> String.valueOf(numbers.get(fold)))
                    .toList();
            if (!without.isEmpty() && without.size() < counts.size()) {
                warnings.add(counts.getFirst().named(List.of(classes.get(i)))
                        + (counts.getFirst().pixels() ? " no pixel" : " no example") + " in the test of "
                        + (without.size() == 1 ? "fold " : "folds ") + String.join(", ", without)
                        + ", so that what is measured there says nothing of it; ask for fewer folds, or add examples");
            }
        }
        return warnings;
    }

    private static String count(long examples) {
        return String.format(Locale.ROOT, "%,d", examples);
    }

    /** Returns a line for each thing that makes a measure of the splits worth little. */
    public static List<String> warnings(Data data) {
        List<String> warnings = new ArrayList<>(data.remarks().warnings());
        counts(data).ifPresent(counts -> counts.warn(warnings));
        warnings.addAll(SharedInputs.warnings(data));
        return warnings;
    }

    private static Optional<ClassCounts> counts(Data data) {
        Field target = data.field(Field.TARGET);
        boolean labelled = target.classes().isEmpty()
                ? target.shape().rank() == 1
                : target.shape().rank() != 1;
        return names(target).isEmpty() || !labelled ? Optional.empty() : Optional.of(ClassCounts.of(data, target));
    }

    private static List<String> names(Field target) {
        return target.labels().isEmpty() ? target.classes() : target.labels();
    }

    /**
     * Says how often classes occur in splits.
     *
     * @param what a class is, to people: a class, or a label beside which others may hold
     * @param pixels whether pixels of masks are counted, not examples
     */
    private record ClassCounts(
            String what, boolean pixels, List<String> classes, List<String> splits, List<long[]> bySplit) {
        String head() {
            return pixels ? "pixels of" : what;
        }

        static ClassCounts of(Data data, Field target) {
            List<String> splits =
                    Data.SPLITS.stream().filter(data.splits()::containsKey).toList();
            List<long[]> counts = splits.stream()
                    .map(split -> counted(data.split(split), target))
                    .toList();
            return new ClassCounts(
                    target.labels().isEmpty() ? "class" : "label",
                    target.labels().isEmpty() && target.shape().rank() > 0,
                    names(target),
                    splits,
                    counts);
        }

        /** Returns how many examples of a class are in the test split. */
        long tested(int one) {
            return bySplit.get(splits.indexOf(Data.TEST))[one];
        }

        private static long[] counted(Examples examples, Field field) {
            int classes = names(field).size();
            long[] counts = new long[classes];
            float[] target = new float[field.shape().size()];
            for (int i = 0; i < examples.size(); i++) {
                examples.read(i, Field.TARGET, target, 0);
                if (!field.labels().isEmpty()) {
                    for (int label = 0; label < classes; label++) {
                        counts[label] += target[label] == 1 ? 1 : 0;
                    }
                    continue;
                }
                int counted =
                        examples.shape(i, Field.TARGET).orElse(field.shape()).size();
                for (int place = 0; place < counted; place++) {
                    if (target[place] >= 0 && target[place] < classes) {
                        counts[(int) target[place]]++;
                    }
                }
            }
            return counts;
        }

        private void warn(List<String> warnings) {
            if (classes.size() == 1) {
                warnings.add(
                        "there is one " + what + ", " + classes.getFirst() + ", so there is nothing to tell apart");
                return;
            }
            alike().ifPresent(pair -> warnings.add("the " + (what.equals("class") ? "classes " : "labels ") + pair
                    + " differ only in capital letters; if they are the same, write them alike"));
            List<String> never = IntStream.range(0, classes.size())
                    .filter(i -> bySplit.stream().allMatch(split -> split[i] == 0))
                    .mapToObj(classes::get)
                    .toList();
            if (!never.isEmpty()) {
                warnings.add(named(never) + (pixels ? " no pixel" : " no example")
                        + " in any split, so a model has outputs for nothing; if classes are numbered from 1, number them"
                        + " from 0");
            }
            List<String> lonely = IntStream.range(0, classes.size())
                    .filter(i -> !pixels
                            && bySplit.stream().mapToLong(split -> split[i]).sum() == 1)
                    .mapToObj(classes::get)
                    .toList();
            if (!lonely.isEmpty()) {
                warnings.add(named(lonely)
                        + (lonely.size() == 1
                                ? " one example alone, so it is either trained on or measured, never both; add examples,"
                                        + " or leave it out"
                                : " one example each, so each is either trained on or measured, never both; add"
                                        + " examples, or leave them out"));
            }
            for (int place = 0; place < splits.size(); place++) {
                long[] counts = bySplit.get(place);
                List<String> none = IntStream.range(0, classes.size())
                        .filter(i ->
                                counts[i] == 0 && !lonely.contains(classes.get(i)) && !never.contains(classes.get(i)))
                        .mapToObj(classes::get)
                        .toList();
                if (!none.isEmpty()) {
                    warnings.add(named(none) + (pixels ? " no pixel" : " no example") + " in the " + splits.get(place)
                            + " split; keep more examples for it"
                            + (what.equals("label") ? ", or divide them with stratify: true" : ""));
                }
            }
        }

        /** Returns two names that differ only in capital letters, if there are such. */
        private Optional<String> alike() {
            Map<String, String> first = new HashMap<>();
            return classes.stream()
                    .flatMap(name -> Optional.ofNullable(first.putIfAbsent(name.toLowerCase(Locale.ROOT), name))
                            .map(other -> other + " and " + name)
                            .stream())
                    .findFirst();
        }

        private String named(List<String> classes) {
            String names = classes.stream().limit(3).collect(Collectors.joining(", "));
            return classes.size() == 1
                    ? "the " + what + " " + names + " has"
                    : CountText.of(classes.size(), what, what.equals("class") ? "classes" : "labels") + " (" + names
                            + (classes.size() > 3 ? ", …" : "") + ") have";
        }
    }
}
