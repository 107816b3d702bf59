package org.recurve.api.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
