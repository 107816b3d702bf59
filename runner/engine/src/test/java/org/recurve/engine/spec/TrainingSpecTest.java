package org.recurve.engine.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingSpecTest {
    /** Epochs of ten of 23 read 10, 10, 3, 10, 10, 3, 10 … */
    @ParameterizedTest
    @CsvSource({"1, 10, 10", "3, 10, 23", "7, 10, 56", "2, 23, 46", "2, 100, 46", "2, , 46"})
    void readsWhatItsEpochsRead(int epochs, Integer size, long expected) {
        TrainingSpec.BatchingSpec batchingSpec =
                new TrainingSpec.BatchingSpec(Optional.empty(), Optional.empty(), Optional.ofNullable(size));
        assertEquals(expected, batchingSpec.reads(epochs, 23));
    }
}
