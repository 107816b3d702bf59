package org.recurve.engine.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.plugin.InvalidSetting;

class CheckpointRuleTest {
    @Test
    void stepsAreCountedFromTheTrialsBeginningWhateverWasSavedBetween() {
        CheckpointRule rule = new CheckpointRule(Optional.of(10), Optional.empty(), 1);
        List<Long> due = LongStream.rangeClosed(0, 35)
                .filter(step -> rule.due(step, 7, Duration.ZERO))
                .boxed()
                .toList();
        assertEquals(List.of(10L, 20L, 30L), due);
        assertFalse(rule.due(10, 10, Duration.ZERO));
        assertFalse(rule.due(11, 10, Duration.ofDays(1)), "minutes were not asked for");
    }

    @Test
    void withBothTheFirstOfThemCounts() {
        CheckpointRule rule = new CheckpointRule(Optional.of(10), Optional.of(1.5), 1);
        assertTrue(rule.due(10, 7, Duration.ZERO));
        assertTrue(rule.due(8, 7, Duration.ofSeconds(90)));
        assertFalse(rule.due(8, 7, Duration.ofSeconds(89)));
    }

    @Test
    void withNeitherItIsHalfAMinute() {
        assertTrue(CheckpointRule.EACH_HALF_MINUTE.due(2, 1, Duration.ofSeconds(30)));
        assertFalse(CheckpointRule.EACH_HALF_MINUTE.due(2, 1, Duration.ofSeconds(29)));
        assertTrue(CheckpointRule.EACH_HALF_MINUTE.due(2, 1, Duration.ofHours(-1)), "after a clock was set back");
        assertFalse(CheckpointRule.EACH_HALF_MINUTE.due(1, 1, Duration.ofSeconds(60)), "no step was taken since");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e9})
    void minutesAreAboveZeroAndCountable(double minutes) {
        assertThrows(InvalidSetting.class, () -> new CheckpointRule(Optional.empty(), Optional.of(minutes), 1));
    }
}
