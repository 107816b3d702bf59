package org.recurve.reports.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberTextTest {
    @Test
    void numbersHaveTrueMinusSignsAndNoNegativeZero() {
        assertEquals("−0.0150", NumberText.signed(-0.015, 4));
        assertEquals("+0.0006", NumberText.signed(0.00062, 4));
        assertEquals("0.0000", NumberText.fixed(-0.00001, 4));
        assertEquals("NaN", NumberText.signed(Double.NaN, 2));
        assertEquals("−∞", NumberText.fixed(Double.NEGATIVE_INFINITY, 2));
    }

    @Test
    void cellsHaveAnExponentWhereDecimalsSayNothing() {
        assertEquals("1.89672e30", NumberText.fixed(1896715343432287031845460115456.0, 2));
        assertEquals("1.9e30", NumberText.fixed(1.896715343432287e30, NumberText.decimals(2e29, 1.9e30)));
        assertEquals("−3.21e−12", NumberText.fixed(-3.214e-12, NumberText.decimals(3e-13, 3.2e-12)));
        assertEquals("2.5e−10", NumberText.fixed(2.5e-10, NumberText.decimals(Double.NaN, 2.5e-10)));
        assertEquals("0", NumberText.fixed(0, NumberText.decimals(3e-13, 0)));
        assertEquals("900", NumberText.fixed(900, NumberText.decimals(310, 900)));
        assertEquals("+4e−11", NumberText.signed(4e-11, NumberText.decimals(2e-10, 4e-11)));
        assertEquals("1e−12", NumberText.fixed(1.4e-12, 8));
        assertEquals("0", NumberText.fixed(0, 8));
        assertEquals("0.00000", NumberText.fixed(1.4e-12, 5));
        assertEquals("9999999.00", NumberText.fixed(9_999_999, 2));
    }

    /** The oracle is exact decimal arithmetic. */
    @Test
    void decimalsAreRoundedAsExactArithmeticDoes() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            int decimals = random.nextInt(6);
            double value = switch (i % 4) {
                case 0 -> random.nextDouble(-2, 2);
                case 1 -> random.nextDouble(-9.9e6, 9.9e6);
                case 2 ->
                    (random.nextInt(2_000_000) - 1_000_000 + 0.5) / Math.pow(10, decimals); // next to a half, or one
                default -> (random.nextInt(4_000) - 2_000) / 64.0; // many exact halves
            };
            BigDecimal exact = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
            assertEquals(
                    exact.toPlainString().replace('-', '−'),
                    NumberText.fixed(value, decimals),
                    value + ", " + decimals);
        }
    }

    @Test
    void significantDigitsCountFromTheFirstThatIsNotZero() {
        assertEquals("0.0123", NumberText.significant(0.012345, 3));
        assertEquals("1.23e−7", NumberText.significant(1.2345e-7, 3));
        assertEquals("−1.2e9", NumberText.significant(-1.2e9, 3));
        assertEquals("100", NumberText.significant(99.99, 3));
        assertEquals("0", NumberText.significant(-0.0, 3));
    }

    @Test
    void decimalsShowTwoDigitsOfTheSpread() {
        assertEquals(4, NumberText.decimals(0.0015, 0.97));
        assertEquals(0, NumberText.decimals(31, 900));
        assertEquals(4, NumberText.decimals(Double.NaN, 0.97));
        assertEquals(4, NumberText.decimals(0, 0));
    }

    @Test
    void durationsAreShort() {
        assertEquals("4.2 s", NumberText.duration(Duration.ofMillis(4_210)));
        assertEquals("1 min 23 s", NumberText.duration(Duration.ofSeconds(83)));
        assertEquals("26 h 5 min", NumberText.duration(Duration.ofMinutes(26 * 60 + 5)));
        assertEquals("1,234,567", NumberText.count(1_234_567));
    }

    @Test
    void commasStandBetweenThousands() {
        assertEquals("0", NumberText.count(0));
        assertEquals("999", NumberText.count(999));
        assertEquals("−999", NumberText.count(-999));
        assertEquals("1,000", NumberText.count(1_000));
        assertEquals("−100,000", NumberText.count(-100_000));
        assertEquals("−9,223,372,036,854,775,808", NumberText.count(Long.MIN_VALUE));
    }

    @Test
    void whatIsNoJsonStaysAsItIs() {
        assertEquals("no json", JsonText.pretty("no json"));
    }
}
