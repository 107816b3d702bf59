package org.recurve.reports.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers of charts: the exact decimal of the double, rounded to five digits. */
class ChartJsonTest {
    private static void holds(double value) {
        String text = new BigDecimal(value)
                .round(new MathContext(5, RoundingMode.HALF_UP))
                .stripTrailingZeros()
                .toString();
        assertEquals(text, ChartJson.rounded(value), () -> Double.toString(value));
    }

    @Test
    void everyNumberIsTheExactOneRounded() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            holds(random.nextGaussian());
            holds(random.nextGaussian() * Math.pow(10, random.nextInt(-20, 20)));
            holds((float) random.nextGaussian());
            holds(Double.longBitsToDouble(random.nextLong() & ~(1L << 62))); // below 2
            holds(random.nextInt(10_000_000) / 100.0); // many end in a half
            holds(random.nextInt(2_000_000) + 0.5);
        }
    }

    @Test
    void edgesOfADigitHold() {
        for (int power = -18; power <= 18; power++) {
            double edge = Math.pow(10, power);
            for (double value :
                    new double[] {edge, 9.99995 * edge, 9.999949 * edge, 1.00005 * edge, 1.000049999 * edge}) {
                holds(value);
                holds(-value);
                holds(Math.nextUp(value));
                holds(Math.nextDown(value));
            }
        }
        holds(0);
        holds(-0.0);
        holds(Double.MIN_VALUE);
        holds(Double.MAX_VALUE);
    }
}
