package org.recurve.engine.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.engine.spec.EpochSelection.SelectionGoal;

class EpochSelectionTest {
    @ParameterizedTest
    @CsvSource({
        "MIN, 1, 2, true",
        "MIN, 2, 1, false",
        "MIN, 1, 1, false",
        "MAX, 2, 1, true",
        "MAX, 1, 2, false",
        "MAX, 1, 1, false",
        "MAX, NaN, 1, false",
        "MIN, NaN, NaN, false",
        "MIN, 1, NaN, true",
        "MAX, -Infinity, NaN, true"
    })
    void onlyWhatIsStrictlyBetterWins(SelectionGoal goal, double candidate, double best, boolean better) {
        assertEquals(better, new EpochSelection("validation.loss", goal).better(candidate, best));
    }

    @Test
    void theTestSplitSelectsNothing() {
        assertThrows(IllegalArgumentException.class, () -> new EpochSelection("test.accuracy", SelectionGoal.MAX));
    }
}
