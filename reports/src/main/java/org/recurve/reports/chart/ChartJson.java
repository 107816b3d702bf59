package org.recurve.reports.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.recurve.reports.text.JsonText;

/** Panels as JSON that may stand inside a script element; five significant digits, gaps as {@code null}. */
public final class ChartJson {
    private static final int MOST_DIGITS = 5;
    private static final MathContext DIGITS = new MathContext(MOST_DIGITS);
    private static final int POWER_OF_ONE = 20;
    private static final double[] POWERS = IntStream.rangeClosed(-POWER_OF_ONE, POWER_OF_ONE)
            .mapToDouble(power -> Double.parseDouble("1e" + power))
            .toArray();
    private static final double SMALLEST = 1e-15;
    private static final double LARGEST = 1e15;
    private static final double CLOSE = 1e-6;

    private ChartJson() {}

    public static String of(ChartPanel panel) {
        return "{\"xLabel\":" + JsonText.quote(panel.xLabel())
                + ",\"x\":" + numbers(panel.xs(), ChartJson::exact)
                + ",\"arms\":" + list(panel.drawn(), ChartJson::arm)
                + panel.range()
                        .map(range -> ",\"range\":[" + rounded(range.low()) + "," + rounded(range.high()) + "]")
                        .orElse("")
                + panel.yLabel()
                        .map(label -> ",\"yLabel\":" + JsonText.quote(label))
                        .orElse("")
                + "}";
    }

    private static String arm(ChartPanel.DrawnArm arm) {
        return "{\"style\":" + arm.style()
                + ",\"name\":" + JsonText.quote(arm.name())
                + ",\"mean\":" + numbers(arm.mean(), ChartJson::rounded)
                + arm.spread().map(ChartJson::spread).orElse("") + "}";
    }

    private static String spread(ChartPanel.SeedSpread spread) {
        return ",\"low\":" + numbers(spread.low(), ChartJson::rounded)
                + ",\"high\":" + numbers(spread.high(), ChartJson::rounded)
                + ",\"seeds\":" + list(spread.seeds(), ChartJson::seed);
    }

    private static String seed(CurveLine line) {
        return "{\"name\":" + JsonText.quote(line.name()) + ",\"y\":" + numbers(line.y(), ChartJson::rounded) + "}";
    }

    private static <T> String list(List<T> items, Function<T, String> write) {
        return items.stream().map(write).collect(Collectors.joining(",", "[", "]"));
    }

    private static String numbers(double[] values, Function<Double, String> write) {
        return DoubleStream.of(values)
                .mapToObj(value -> Double.isFinite(value) ? write.apply(value) : "null")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Steps are whole numbers, and told apart. */
    private static String exact(double value) {
        boolean whole = Math.abs(value) < LARGEST && value == Math.rint(value);
        return text(whole ? BigDecimal.valueOf((long) value) : new BigDecimal(value));
    }

    /**
     * Rounds to five digits. The digits of most numbers are those of a whole number near them; the exact decimal, which costs ten
     * times as much, decides where that is close to a half, and of numbers that are very large or small.
     */
    static String rounded(double value) {
        double size = Math.abs(value);
        if (size > SMALLEST && size < LARGEST) {
            int found = Arrays.binarySearch(POWERS, size);
            int power = (found < 0 ? -found - 2 : found) - POWER_OF_ONE; // of ten, below the number
            int scale = MOST_DIGITS - 1 - power;
            double scaled = scale < 0 ? size / POWERS[POWER_OF_ONE - scale] : size * POWERS[POWER_OF_ONE + scale];
            long whole = Math.round(scaled);
            boolean close = Math.abs(scaled - Math.floor(scaled) - 0.5) < CLOSE;
            if (!close && whole >= 10_000 && scaled < 100_000) {
                return text(BigDecimal.valueOf(value < 0 ? -whole : whole, scale));
            }
        }
        return text(new BigDecimal(value).round(DIGITS));
    }

    private static String text(BigDecimal number) {
        return number.stripTrailingZeros().toString();
    }
}
