package org.recurve.app.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.data.InputForm;
import org.recurve.api.data.Scaling;
import org.recurve.api.model.Shape;

/** Says where the inputs of the training split lie, as a model reads them, and warns where that is far from mean 0 and variance 1. */
public final class InputRange {
    /** Limits how many examples are looked at: so many tell enough. */
    private static final int LOOKED_AT = 5_000;

    /** A mean or a standard deviation above this is far; so is a standard deviation below its inverse where all are. */
    private static final double FAR = 10;

    private InputRange() {}

    /** Returns how inputs are scaled; empty if they are not. */
    public static Optional<String> scaled(Data data) {
        return data.form().flatMap(InputForm::scaling).map(scaling -> {
            long constant = IntStream.range(0, scaling.features())
                    .filter(i -> scaling.divisors().get(i) == 1)
                    .count();
            String features = scaling.features() + (scaling.features() == 1 ? " feature" : " features");
            return "inputs: " + features + ", scaled by the training split: " + first(data, scaling)
                    + (scaling.features() > 1 ? ", …" : "")
                    + (constant > 0 && scaling.features() > 1
                            ? "; " + constant + " of divisor 1, such as those that never change"
                            : "");
        });
    }

    private static String first(Data data, Scaling scaling) {
        return name(data, 0) + " by (x " + signed(scaling.shifts().getFirst()) + ") / "
                + number(scaling.divisors().getFirst());
    }

    private static String signed(double shift) {
        return shift < 0 ? "+ " + number(-shift) : "- " + number(shift);
    }

    /** Returns one line where inputs are far from mean 0 and variance 1; none for words, and for what lies well. */
    public static Optional<String> warning(Data data) {
        Field input = data.field(Field.INPUT);
        if (!input.classes().isEmpty()) {
            return Optional.empty();
        }
        Moments moments = Moments.of(data, input.shape());
        int worst = moments.farthest();
        if (moments.far(worst) > FAR) {
            return Optional.of(said(data, moments, worst, "is far from mean 0 and standard deviation 1"));
        }
        double widest = Arrays.stream(moments.deviations).max().orElse(1);
        return widest > 0 && widest < 1 / (FAR * FAR)
                ? Optional.of(said(data, moments, moments.widest(), "varies little beside standard deviation 1"))
                : Optional.empty();
    }

    private static String said(Data data, Moments moments, int feature, String what) {
        boolean own = data.form().flatMap(InputForm::scaling).isEmpty();
        return "the input " + what + ": " + name(data, feature) + " has mean " + number(moments.means[feature])
                + " and standard deviation " + number(moments.deviations[feature])
                + " over the training examples" + (moments.all ? "" : " looked at")
                + "; training may diverge or stand still. "
                + (own
                        ? "Scale it: csv, npy, images and wav take scale: standard"
                        : "It is scaled already, so look for values that stand out");
    }

    private static String name(Data data, int feature) {
        return data.form()
                .flatMap(InputRange::names)
                .filter(names -> feature < names.size())
                .map(names -> "column " + names.get(feature))
                .orElse((data.field(Field.INPUT).shape().rank() == 3 ? "channel " : "feature ") + feature);
    }

    private static Optional<List<String>> names(InputForm form) {
        return switch (form) {
            case InputForm.Columns columns -> Optional.of(columns.names());
            case InputForm.Table table -> Optional.of(table.features());
            case InputForm.Pixels _, InputForm.Numbers _, InputForm.Sound _, InputForm.Words _ -> Optional.empty();
        };
    }

    private static String number(double number) {
        return Math.abs(number) >= 10_000 && Math.abs(number) < 1e15
                ? String.format(Locale.ROOT, "%,d", Math.round(number))
                : String.format(Locale.ROOT, "%.3g", number);
    }

    /** Holds the mean and the standard deviation of each feature: of each channel of images, else along the last axis. */
    private record Moments(double[] means, double[] deviations, boolean all) {
        static Moments of(Data data, Shape shape) {
            Scaling.Axis axis = shape.rank() == 3 ? Scaling.Axis.FIRST : Scaling.Axis.LAST;
            int features = shape.rank() == 0 ? 1 : shape.dim(axis == Scaling.Axis.FIRST ? 0 : -1);
            Scaling places = new Scaling(
                    axis,
                    IntStream.range(0, features).mapToObj(_ -> 0.0).toList(),
                    IntStream.range(0, features).mapToObj(_ -> 1.0).toList());
            Examples train = data.split(Data.TRAIN);
            int looked = Math.min(train.size(), LOOKED_AT);
            boolean lengths =
                    data.fields().stream().anyMatch(field -> field.name().equals(Field.LENGTH));
            float[] input = new float[shape.size()];
            float[] length = new float[1];
            long[] counts = new long[features];
            double[] means = new double[features];
            double[] squares = new double[features];
            for (int example = 0; example < looked; example++) {
                int present = train.shape(example, Field.INPUT).map(Shape::size).orElse(shape.size());
                train.read(example, Field.INPUT, input, 0);
                int counted = present;
                if (lengths) {
                    train.read(example, Field.LENGTH, length, 0);
                    counted = shape.size() / shape.dim(0) * (int) length[0];
                }
                for (int i = 0; i < counted; i++) {
                    int feature = places.feature(i, present);
                    counts[feature]++;
                    double before = input[i] - means[feature];
                    means[feature] += before / counts[feature];
                    squares[feature] += before * (input[i] - means[feature]);
                }
            }
            double[] deviations = IntStream.range(0, features)
                    .mapToDouble(i -> Math.sqrt(squares[i] / Math.max(1, counts[i])))
                    .toArray();
            return new Moments(means, deviations, looked == train.size());
        }

        private double far(int feature) {
            return Math.max(Math.abs(means[feature]), deviations[feature]);
        }

        private int farthest() {
            return IntStream.range(0, means.length)
                    .reduce((a, b) -> far(b) > far(a) ? b : a)
                    .orElseThrow();
        }

        private int widest() {
            return IntStream.range(0, means.length)
                    .reduce((a, b) -> deviations[b] > deviations[a] ? b : a)
                    .orElseThrow();
        }
    }
}
