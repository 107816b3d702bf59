package org.recurve.reports.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.recurve.reports.text.JsonText;

/** Panels as JSON that may stand inside a script element; five significant digits, gaps as {@code null}. */
public final class ChartJson {
    private static final MathContext DIGITS = new MathContext(5);

    private ChartJson() {}

    public static String of(ChartPanel panel) {
        return "{\"xLabel\":" + JsonText.quote(panel.xLabel())
                + ",\"x\":" + numbers(panel.xs(), ChartJson::exact)
                + ",\"arms\":" + list(panel.drawn(), ChartJson::arm)
                + panel.range()
                        .map(range -> ",\"range\":[" + rounded(range.low()) + "," + rounded(range.high()) + "]")
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
        return new BigDecimal(value).stripTrailingZeros().toString();
    }

    private static String rounded(double value) {
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toString();
    }
}
