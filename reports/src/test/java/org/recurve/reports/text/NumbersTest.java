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
