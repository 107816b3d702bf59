package org.recurve.engine.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.event.ArmName;
import org.recurve.api.event.ComparisonSign;
import org.recurve.engine.spec.Expectation.ExpectedBound;

class ExpectationTest {
    private static final Map<String, Double> ACCURACY = Map.of("baseline", 0.9, "unshared", 0.8, "broken", Double.NaN);

    private static OptionalDouble mean(String metric, ArmName arm) {
        Double mean = metric.equals("test.accuracy") ? ACCURACY.get(arm.toString()) : null;
        return mean == null ? OptionalDouble.empty() : OptionalDouble.of(mean);
    }

    @Test
    void readsANumber() {
        assertEquals(
                new Expectation(
                        "test.accuracy of baseline >= 9.6e-1",
                        "test.accuracy",
                        new ArmName("baseline", ""),
                        ComparisonSign.AT_LEAST,
                        new ExpectedBound.FixedBound(0.96)),
                Expectation.parse("  test.accuracy of baseline >= 9.6e-1 "));
    }

    @Test
    void readsAnotherVariant() {
        Expectation expectation = Expectation.parse("test.accuracy of no-pool<baseline/short");
        assertEquals(ComparisonSign.LESS, expectation.sign());
        assertEquals(new ExpectedBound.ArmBound(new ArmName("baseline", "short")), expectation.bound());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "test.accuracy",
                "test.accuracy of baseline",
                "test.accuracy of baseline == 1",
                "test.accuracy baseline > 1",
                "test.accuracy of baseline > 1 or so",
                "accuracy of baseline > 1"
            })
    void refusesWhatIsNoExpectation(String line) {
        String message = assertThrows(IllegalArgumentException.class, () -> Expectation.parse(line))
                .getMessage();
        assertTrue(message.startsWith("\"" + line + "\""), message);
    }

    @ParameterizedTest
    @CsvSource({
        "test.accuracy of baseline >= 0.9, true",
        "test.accuracy of baseline > 0.9, false",
        "test.accuracy of baseline <= 0.9, true",
        "test.accuracy of baseline < 0.9, false",
        "test.accuracy of baseline > unshared, true",
        "test.accuracy of unshared > baseline, false",
        "test.accuracy of missing >= 0, false",
        "test.accuracy of baseline > missing, false",
        "test.loss of baseline >= 0, false",
        "test.accuracy of broken >= 0, false",
        "test.accuracy of broken <= 0, false"
    })
    void comparesMeans(String line, boolean holds) {
        assertEquals(holds, Expectation.parse(line).holds(ExpectationTest::mean));
    }

    @Test
    void theSameExpectationFailsWhenATrialIsMissing() {
        assertFalse(Expectation.parse("test.accuracy of baseline <= 1").holds((m, v) -> OptionalDouble.empty()));
    }
}
