package org.recurve.datasets.scaling;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.data.Scaling;
import org.recurve.api.model.Shape;

/**
 * Says what the inputs of the training split are like, feature by feature, in double, one example after another. Past a sequence's
 * true length nothing counts.
 */
final class TrainingInputs {
    private final Examples examples;
    private final Scaling places;
    private final int features;
    private final int numbers;
    private final int step;

    TrainingInputs(Data data, Scaling.Axis axis, int features) {
        this.examples = data.split(Data.TRAIN);
        this.features = features;
        this.numbers = data.field(Field.INPUT).shape().size();
        boolean lengths = data.fields().stream().anyMatch(field -> field.name().equals(Field.LENGTH));
        this.step = lengths ? numbers / data.field(Field.INPUT).shape().dim(0) : 0;
        double[] none = new double[features];
        double[] ones = new double[features];
        Arrays.fill(ones, 1);
        this.places = scaling(axis, none, ones);
    }

    private static Scaling scaling(Scaling.Axis axis, double[] shifts, double[] divisors) {
        return new Scaling(
                axis,
                DoubleStream.of(shifts).boxed().toList(),
                DoubleStream.of(divisors).boxed().toList());
    }

    /** Describes what is done with numbers of a feature that stand side by side, one after another. */
    @FunctionalInterface
    private interface FeatureNumbers {
        void take(int feature, float[] input, int from, int to);
    }

    private void each(FeatureNumbers taken) {
        float[] input = new float[numbers];
        float[] length = new float[1];
        for (int example = 0; example < examples.size(); example++) {
            int present = examples.shape(example, Field.INPUT).map(Shape::size).orElse(numbers);
            examples.read(example, Field.INPUT, input, 0);
            int counted = present;
            if (step > 0) {
                examples.read(example, Field.LENGTH, length, 0);
                counted = step * (int) length[0];
            }
            int each = // numbers that a feature has side by side
                    switch (places.axis()) {
                        case FIRST -> present / features;
                        case LAST -> 1;
                    };
            int feature = 0;
            for (int from = 0; from < counted; from += each) {
                taken.take(feature, input, from, Math.min(counted, from + each));
                feature = feature + 1 == features ? 0 : feature + 1;
            }
        }
    }

    /** Returns what makes each feature's mean 0 and its standard deviation, that of all its numbers, 1; a constant stays a constant. */
    Scaling standard() {
        long[] counts = new long[features];
        double[] means = new double[features];
        each((feature, input, from, to) -> {
            double sum = means[feature];
            for (int i = from; i < to; i++) {
                sum += input[i];
            }
            means[feature] = sum;
            counts[feature] += to - from;
        });
        for (int i = 0; i < features; i++) {
            means[i] /= Math.max(1, counts[i]);
        }
        double[] squares = new double[features];
        each((feature, input, from, to) -> {
            double mean = means[feature];
            double sum = squares[feature];
            for (int i = from; i < to; i++) {
                sum += (input[i] - mean) * (input[i] - mean);
            }
            squares[feature] = sum;
        });
        double[] deviations = IntStream.range(0, features)
                .mapToDouble(i -> divisor(StrictMath.sqrt(squares[i] / Math.max(1, counts[i])), means[i]))
                .toArray();
        return scaling(places.axis(), means, deviations);
    }

    /** Returns what makes each feature's least number 0 and its greatest 1; a constant becomes 0. */
    Scaling unit() {
        double[] least = new double[features];
        double[] greatest = new double[features];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
        each((feature, input, from, to) -> {
            for (int i = from; i < to; i++) {
                least[feature] = Math.min(least[feature], input[i]);
                greatest[feature] = Math.max(greatest[feature], input[i]);
            }
        });
        double[] shifts = new double[features];
        double[] widths = new double[features];
        for (int i = 0; i < features; i++) {
            boolean seen = least[i] <= greatest[i];
            shifts[i] = seen ? least[i] : 0;
            widths[i] = seen ? divisor(greatest[i] - least[i], shifts[i]) : 1;
        }
        return scaling(places.axis(), shifts, widths);
    }

    /** Returns 1 for what does not vary but for the rounding of its mean. */
    private static double divisor(double spread, double about) {
        return spread > 1e-12 * Math.abs(about) ? spread : 1;
    }
}
