package org.recurve.api.data;

import java.util.List;

/**
 * Describes how the numbers of an input become those that a model reads: {@code (number − shift) / divisor}, in double, rounded to float.
 * What it says is fitted on the training split alone, and kept with the model.
 *
 * @param axis where the features lie
 * @param shifts by feature
 * @param divisors by feature, none of them 0
 */
public record Scaling(Axis axis, List<Double> shifts, List<Double> divisors) {
    /** Says where the features of an input lie. */
    public enum Axis {
        /** Along the first axis: the channels of an image, [channels, height, width]. */
        FIRST,
        /** Along the last: the columns of a table, the features of each step. */
        LAST
    }

    public Scaling {
        shifts = List.copyOf(shifts);
        divisors = List.copyOf(divisors);
        if (shifts.isEmpty() || shifts.size() != divisors.size()) {
            throw new IllegalArgumentException(shifts.size() + " shifts and " + divisors.size()
                    + " divisors; there is one of each for every feature");
        }
        for (int i = 0; i < shifts.size(); i++) {
            if (!Double.isFinite(shifts.get(i)) || !Double.isFinite(divisors.get(i)) || divisors.get(i) == 0) {
                throw new IllegalArgumentException(
                        "feature " + i + " cannot be scaled by (number - " + shifts.get(i) + ") / " + divisors.get(i));
            }
        }
    }

    /** Returns how many features there are. */
    public int features() {
        return shifts.size();
    }

    /** Returns the feature that a number belongs to, by its place among all numbers of an input. */
    public int feature(int place, int numbers) {
        return switch (axis) {
            case FIRST -> place / (numbers / features());
            case LAST -> place % features();
        };
    }

    /** Returns whether inputs of so many numbers have these features. */
    public boolean fits(int numbers) {
        return numbers > 0 && numbers % features() == 0;
    }

    /**
     * Scales the first {@code scaled} of an input's numbers, which stand in {@code values} from {@code offset} on.
     *
     * @param numbers of the whole input
     */
    public void apply(float[] values, int offset, int scaled, int numbers) {
        int each = // numbers that a feature has side by side
                switch (axis) {
                    case FIRST -> numbers / features();
                    case LAST -> 1;
                };
        int feature = 0;
        for (int from = 0; from < scaled; from += each) {
            int to = offset + Math.min(scaled, from + each);
            double shift = shifts.get(feature);
            double divisor = divisors.get(feature);
            for (int i = offset + from; i < to; i++) {
                values[i] = (float) ((values[i] - shift) / divisor);
            }
            feature = feature + 1 == features() ? 0 : feature + 1;
        }
    }
}
