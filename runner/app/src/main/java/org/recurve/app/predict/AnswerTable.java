package org.recurve.app.predict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.recurve.api.export.Table;
import org.recurve.api.export.Table.Column;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.OutputMeaning;

/** Collects what a model answers: a row for each example, or for each step of it; of a mask, how many pixels it has of each class. */
final class AnswerTable {
    /** So many likely classes are shown to people. */
    private static final int LIKELY = 3;

    private final OutputMeaning meaning;
    private final List<String> classes;
    private final List<AnswerRow> rows = new ArrayList<>();
    private boolean masks;

    /**
     * Begins without an answer.
     *
     * @param classes of the target, if it is one; labels where each may hold
     */
    AnswerTable(OutputMeaning meaning, List<String> classes) {
        this.meaning = meaning;
        this.classes = List.copyOf(classes);
    }

    /** Holds one answer; a step counts from 1, and is 0 where the answer is to the whole example. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
    private record AnswerRow(String input, int step, String token, double[] numbers) {}

    void add(AskedInput asked, Sample sample) {
        if (isClassified() && isMask(sample)) {
            masks = true;
            rows.add(new AnswerRow(asked.name(), 0, "", shares(sample)));
            return;
        }
        float[] output = sample.output();
        int width = width(sample);
        int steps = output.length / width;
        int answered = asked.tokens().isEmpty() || steps == 1
                ? steps
                : Math.min(steps, asked.tokens().size());
        for (int step = 0; step < answered; step++) {
            double[] numbers = new double[width];
            for (int i = 0; i < width; i++) {
                numbers[i] = output[step * width + i];
            }
            boolean one = steps == 1;
            String token = one || asked.tokens().isEmpty() ? "" : asked.tokens().get(step);
            rows.add(new AnswerRow(asked.name(), one ? 0 : step + 1, token, meant(numbers)));
        }
    }

    /** Returns whether an answer is a class for each pixel. */
    static boolean isMask(Sample sample) {
        return sample.shape().rank() > 2;
    }

    /** Returns the class of each pixel of a mask: that with the largest score, the first if tied. */
    static int[] answers(Sample sample) {
        int classes = sample.shape().dim(-1);
        int[] answers = new int[sample.output().length / classes];
        for (int i = 0; i < answers.length; i++) {
            for (int one = 1; one < classes; one++) {
                answers[i] = sample.output()[i * classes + one] > sample.output()[i * classes + answers[i]]
                        ? one
                        : answers[i];
            }
        }
        return answers;
    }

    private static double[] shares(Sample sample) {
        double[] shares = new double[sample.shape().dim(-1)];
        int[] answers = answers(sample);
        for (int answer : answers) {
            shares[answer] += 1;
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= answers.length;
        }
        return shares;
    }

    /** Returns how many outputs belong to one answer: one for each class, or all. */
    private int width(Sample sample) {
        return switch (meaning) {
            case LOGITS, SCORES ->
                sample.shape().rank() == 0 ? 1 : sample.shape().dim(-1);
            case NUMBERS, LABEL_LOGITS -> Math.max(1, sample.output().length);
        };
    }

    private double[] meant(double[] outputs) {
        return switch (meaning) {
            case NUMBERS, SCORES -> outputs;
            case LABEL_LOGITS ->
                IntStream.range(0, outputs.length)
                        .mapToDouble(i -> 1 / (1 + StrictMath.exp(-outputs[i])))
                        .toArray();
            case LOGITS -> softmax(outputs);
        };
    }

    private static double[] softmax(double[] outputs) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double output : outputs) {
            largest = Math.max(largest, output);
        }
        double[] shares = new double[outputs.length];
        double sum = 0;
        for (int i = 0; i < outputs.length; i++) {
            shares[i] = StrictMath.exp(outputs[i] - largest);
            sum += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    private boolean isClassified() {
        return meaning == OutputMeaning.LOGITS || meaning == OutputMeaning.SCORES;
    }

    private String unit() {
        return masks
                ? "share of pixels"
                : switch (meaning) {
                    case LOGITS, LABEL_LOGITS -> "probability";
                    case SCORES -> "score";
                    case NUMBERS -> "output";
                };
    }

    private String name(int output) {
        return output < classes.size() ? classes.get(output) : String.valueOf(output);
    }

    /** First the first of the largest. */
    private static int[] likely(double[] numbers) {
        return IntStream.range(0, numbers.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -numbers[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private boolean hasSteps() {
        return rows.stream().anyMatch(row -> row.step > 0);
    }

    /** Returns cells for people: the likeliest classes, or all numbers. */
    List<List<String>> cells() {
        List<List<String>> cells = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("input"));
        if (hasSteps()) {
            head.addAll(List.of("step", "token"));
        }
        head.addAll(isClassified() ? List.of("class", unit(), "next") : List.of(unit()));
        cells.add(head);
        for (AnswerRow row : rows) {
            List<String> line = new ArrayList<>(List.of(row.input));
            if (hasSteps()) {
                line.addAll(List.of(String.valueOf(row.step), row.token));
            }
            if (isClassified()) {
                int[] likely = likely(row.numbers);
                line.add(name(likely[0]));
                line.add(number(row.numbers[likely[0]]));
                line.add(IntStream.of(likely)
                        .skip(1)
                        .limit(LIKELY - 1)
                        .mapToObj(i -> name(i) + " " + number(row.numbers[i]))
                        .reduce((a, b) -> a + ", " + b)
                        .orElse(""));
            } else {
                boolean labels = meaning == OutputMeaning.LABEL_LOGITS && row.numbers.length > 1;
                line.add(IntStream.range(0, row.numbers.length)
                        .mapToObj(i -> (labels ? name(i) + " " : "") + number(row.numbers[i]))
                        .reduce((a, b) -> a + ", " + b)
                        .orElse(""));
            }
            cells.add(line);
        }
        return cells;
    }

    private String number(double number) {
        return meaning == OutputMeaning.NUMBERS
                ? Float.toString((float) number)
                : String.format(Locale.ROOT, "%.4f", number);
    }

    /** Returns every number with all its digits, for other programs. */
    Table table() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Table.Texts("input", rows.stream().map(AnswerRow::input).toList()));
        if (hasSteps()) {
            columns.add(new Table.Integers(
                    "step", rows.stream().map(row -> OptionalLong.of(row.step)).toList()));
            columns.add(
                    new Table.Texts("token", rows.stream().map(AnswerRow::token).toList()));
        }
        if (isClassified()) {
            columns.add(new Table.Texts(
                    "class",
                    rows.stream().map(row -> name(likely(row.numbers)[0])).toList()));
        }
        int width = rows.stream().mapToInt(row -> row.numbers.length).max().orElse(0);
        for (int i = 0; i < width; i++) {
            int output = i;
            columns.add(new Table.Numbers(
                    unit() + " " + (isClassified() || classes.size() == width ? name(i) : String.valueOf(i)),
                    rows.stream()
                            .map(row -> output < row.numbers.length
                                    ? OptionalDouble.of(row.numbers[output])
                                    : OptionalDouble.empty())
                            .toList()));
        }
        return new Table(columns);
    }
}
