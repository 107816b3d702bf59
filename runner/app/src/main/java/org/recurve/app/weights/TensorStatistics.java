package org.recurve.app.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.recurve.api.export.TrainedWeights.Tensor;

/**
 * Describes a tensor's numbers.
 *
 * @param norm the root of the sum of their squares
 * @param least the smallest of those that are finite
 * @param greatest the largest of those that are finite
 * @param zeros the share of exact zeros
 * @param notFinite how many are NaN or infinite
 * @param histogram how many fall into each of eight equal parts from the smallest to the largest
 */
public record TensorStatistics(
        double norm, double least, double greatest, double zeros, int notFinite, List<Integer> histogram) {
    private static final int BINS = 8;
    private static final String BARS = " ▁▂▃▄▅▆▇█";

    public TensorStatistics {
        histogram = List.copyOf(histogram);
    }

    /** Returns those of a tensor, in double. */
    public static TensorStatistics of(Tensor tensor) {
        double squares = 0;
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        int zeros = 0;
        int notFinite = 0;
        for (float value : tensor.values()) {
            squares += (double) value * value;
            zeros += value == 0 ? 1 : 0;
            if (Float.isFinite(value)) {
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            } else {
                notFinite++;
            }
        }
        int[] bins = new int[BINS];
        for (float value : tensor.values()) {
            if (Float.isFinite(value)) {
                double place = greatest > least ? (value - least) / (greatest - least) : 0;
                bins[(int) Math.min(BINS - 1, place * BINS)]++;
            }
        }
        List<Integer> histogram = new ArrayList<>();
        for (int bin : bins) {
            histogram.add(bin);
        }
        return new TensorStatistics(
                StrictMath.sqrt(squares),
                least,
                greatest,
                (double) zeros / tensor.values().length,
                notFinite,
                histogram);
    }

    /** Returns the histogram as bars, the highest full. */
    public String bars() {
        int most = histogram.stream().mapToInt(Integer::intValue).max().orElse(1);
        StringBuilder bars = new StringBuilder();
        for (int count : histogram) {
            int height = count == 0 ? 0 : Math.max(1, (BARS.length() - 1) * count / Math.max(1, most));
            bars.append(BARS.charAt(height));
        }
        return bars.toString();
    }

    /** For JSON. */
    public Map<String, Object> plain() {
        return Map.of(
                "norm", norm,
                "least", least,
                "greatest", greatest,
                "zeros", zeros,
                "not-finite", notFinite,
                "histogram", histogram);
    }
}
