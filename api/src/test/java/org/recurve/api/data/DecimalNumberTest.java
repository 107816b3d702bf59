package org.recurve.api.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalNumberTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "-1.5e3, -1500",
        "+.25, 0.25",
        "7., 7",
        "1E-45, 1.4e-45",
        "3.4028235e38, 3.4028235e38",
        "-0, -0.0"
    })
    void readsDecimalNumbers(String text, float number) {
        assertEquals(number, DecimalNumber.parse(text));
    }

    @Test
    void roundsOnceWhereTheDoubleInBetweenLiesHalfwayBetweenTwoFloats() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            float below = 0.5f + random.nextInt(3_000_000) * 0x1p-24f;
            BigDecimal halfway = new BigDecimal(below)
                    .add(new BigDecimal(Math.nextUp(below)))
                    .divide(BigDecimal.TWO)
                    .round(new MathContext(16));
            assertNearest(halfway.toPlainString());
        }
    }

    @Test
    void readsTheNearestFloatWhateverTheDigits() {
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            String sign = random.nextInt(3) == 0 ? "-" : "";
            BigDecimal number = new BigDecimal(
                    BigInteger.valueOf(random.nextLong() >>> random.nextInt(64)).abs(), random.nextInt(50));
            assertNearest(sign + number.toPlainString());
            assertNearest(sign + number);
        }
    }

    private static void assertNearest(String text) {
        float nearest = new BigDecimal(text).floatValue();
        assertEquals(nearest, Math.copySign(DecimalNumber.parse(text), nearest), text);
        assertEquals(text.startsWith("-"), Float.floatToIntBits(DecimalNumber.parse(text)) < 0, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1f",
                "1d",
                "0x1p3",
                "NaN",
                "nan",
                "inf",
                "-inf",
                "Infinity",
                "1e99",
                "1 2",
                "1,5",
                "e5",
                "1e",
                "--1",
                ".",
                "\u0661",
                "1_000",
                " 1"
            })
    void refusesWhatIsNone(String text) {
        assertEquals(Float.NaN, DecimalNumber.parse(text));
    }
}
