package org.recurve.reports.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as a report prints them: a true minus sign, commas in thousands, no more digits than mean something. */
public final class NumberText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final double LARGE = 1e7;
    private static final double SMALL = 1e-4;
    private static final int DECIMALS = 8;
    private static final int ZEROS = 5;
    private static final int GROUP = 3;
    private static final int[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    private NumberText() {}

    /**
     * With so many decimals; {@code NaN}, {@code ∞} by name. Where these are more than anybody reads, or stand behind a very
     * large number, or show nothing but many zeros, it is {@code 1.2e−7} with the digits that they leave.
     */
    public static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return notFinite(value);
        }
        double size = StrictMath.abs(value);
        if (size != 0 && (size >= LARGE || decimals > DECIMALS)) {
            int digits = (int) StrictMath.floor(StrictMath.log10(size)) + decimals + 1;
            return significant(value, Math.clamp(digits, 2, 6));
        }
        int places = Math.clamp(decimals, 0, DECIMALS);
        long rounded = rounded(value, POWERS[places]);
        if (rounded == 0 && decimals > ZEROS) { // more zeros than anybody counts
            return size == 0 ? "0" : significant(value, 1);
        }
        return (rounded < 0 ? "−" : "") + point(StrictMath.abs(rounded), places);
    }

    /**
     * Returns the whole number next to {@code value · power}, as if that had been multiplied without rounding; of two the even
     * one. The product is below 10¹⁵, where doubles tell halves apart.
     */
    private static long rounded(double value, int power) {
        double product = value * power;
        double whole = StrictMath.rint(product);
        double error = Math.fma(value, power, -product);
        boolean half = StrictMath.abs(product - whole) == 0.5;
        if (half && error != 0) {
            return (long) (error > 0 ? StrictMath.ceil(product) : StrictMath.floor(product));
        }
        return (long) whole;
    }

    /** Returns a number with so many of its last digits behind the point. */
    private static String point(long number, int places) {
        String digits = Long.toString(number);
        if (places == 0) {
            return digits;
        }
        String all = "0".repeat(StrictMath.max(0, places + 1 - digits.length())) + digits;
        int point = all.length() - places;
        return all.substring(0, point) + "." + all.substring(point);
    }

    /** Returns the same with its sign, also if that is a plus. */
    public static String signed(double value, int decimals) {
        String fixed = fixed(value, decimals);
        return value > 0 && Double.isFinite(value) ? "+" + fixed : fixed;
    }

    /** With so many significant digits; very large and small ones as {@code 1.2e−7}. */
    public static String significant(double value, int digits) {
        if (!Double.isFinite(value)) {
            return notFinite(value);
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        double size = rounded.abs().doubleValue();
        if (size >= LARGE || size < SMALL) {
            int exponent = rounded.precision() - rounded.scale() - 1;
            String mantissa =
                    rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
            return minus(mantissa + "e" + exponent);
        }
        return minus(rounded.stripTrailingZeros().toPlainString());
    }

    /** {@code 115,200}. */
    public static String count(long count) {
        StringBuilder text = new StringBuilder(Long.toString(count));
        int first = count < 0 ? 1 : 0;
        for (int comma = text.length() - GROUP; comma > first; comma -= GROUP) {
            text.insert(comma, ',');
        }
        return minus(text.toString());
    }

    /**
     * Returns the decimals that show two significant digits of {@code resolution}, fewer than none where it is large; four
     * significant digits of {@code value} if the resolution is zero or no number.
     */
    public static int decimals(double resolution, double value) {
        boolean resolved = Double.isFinite(resolution) && resolution > 0;
        double size = resolved ? resolution : StrictMath.abs(value);
        if (!Double.isFinite(size) || size == 0) {
            return 4;
        }
        int exponent = (int) StrictMath.floor(StrictMath.log10(size));
        return (resolved ? 1 : 3) - exponent;
    }

    /** {@code 1 min 23 s}, {@code 4.2 s}. */
    public static String duration(Duration duration) {
        if (duration.toMinutes() == 0) {
            return fixed(duration.toMillis() / 1000.0, 1) + " s";
        }
        return duration.toHours() == 0
                ? duration.toMinutesPart() + " min " + duration.toSecondsPart() + " s"
                : duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }

    /** {@code 21 November 2026, 10:00 UTC}. */
    public static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static String notFinite(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
    }

    private static String minus(String number) {
        return number.replace('-', '−');
    }
}
