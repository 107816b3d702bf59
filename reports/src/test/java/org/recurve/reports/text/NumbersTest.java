package org.recurve.reports.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void numbersHaveTrueMinusSignsAndNoNegativeZero() {
        assertEquals("−0.0150", Numbers.signed(-0.015, 4));
        assertEquals("+0.0006", Numbers.signed(0.00062, 4));
        assertEquals("0.0000", Numbers.fixed(-0.00001, 4));
        assertEquals("NaN", Numbers.signed(Double.NaN, 2));
        assertEquals("−∞", Numbers.fixed(Double.NEGATIVE_INFINITY, 2));
    }

    @Test
    void cellsHaveAnExponentWhereDecimalsSayNothing() {
        assertEquals("1.89672e30", Numbers.fixed(1896715343432287031845460115456.0, 2));
        assertEquals("1.9e30", Numbers.fixed(1.896715343432287e30, Numbers.decimals(2e29, 1.9e30)));
        assertEquals("−3.21e−12", Numbers.fixed(-3.214e-12, Numbers.decimals(3e-13, 3.2e-12)));
        assertEquals("2.5e−10", Numbers.fixed(2.5e-10, Numbers.decimals(Double.NaN, 2.5e-10)));
        assertEquals("0", Numbers.fixed(0, Numbers.decimals(3e-13, 0)));
        assertEquals("900", Numbers.fixed(900, Numbers.decimals(310, 900)));
        assertEquals("+4e−11", Numbers.signed(4e-11, Numbers.decimals(2e-10, 4e-11)));
        assertEquals("9999999.00", Numbers.fixed(9_999_999, 2));
    }

    @Test
    void significantDigitsCountFromTheFirstThatIsNotZero() {
        assertEquals("0.0123", Numbers.significant(0.012345, 3));
        assertEquals("1.23e−7", Numbers.significant(1.2345e-7, 3));
        assertEquals("−1.2e9", Numbers.significant(-1.2e9, 3));
        assertEquals("100", Numbers.significant(99.99, 3));
        assertEquals("0", Numbers.significant(-0.0, 3));
    }

    @Test
    void decimalsShowTwoDigitsOfTheSpread() {
        assertEquals(4, Numbers.decimals(0.0015, 0.97));
        assertEquals(0, Numbers.decimals(31, 900));
        assertEquals(4, Numbers.decimals(Double.NaN, 0.97));
        assertEquals(4, Numbers.decimals(0, 0));
    }

    @Test
    void durationsAreShort() {
        assertEquals("4.2 s", Numbers.duration(Duration.ofMillis(4_210)));
        assertEquals("1 min 23 s", Numbers.duration(Duration.ofSeconds(83)));
        assertEquals("26 h 5 min", Numbers.duration(Duration.ofMinutes(26 * 60 + 5)));
        assertEquals("1,234,567", Numbers.count(1_234_567));
    }

    @Test
    void jsonIsTakenApartByPath() {
        assertEquals(
                Map.of("a.b", "1", "a.c", "[1,2]", "m[0]", "relu", "m[1].k", "true"),
                Json.leaves("{\"a\": {\"b\": 1, \"c\": [1, 2]}, \"m\": [\"relu\", {\"k\": true}]}"));
        assertEquals("no json", Json.pretty("no json"));
        assertEquals(Map.of(), Json.leaves("{"));
    }
}
