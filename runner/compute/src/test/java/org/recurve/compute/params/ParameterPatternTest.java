package org.recurve.compute.params;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterPatternTest {
    @ParameterizedTest
    @CsvSource({
        "conv1.w, conv1.w, true",
        "conv1.w, conv1.wx, false",
        "*, conv1.w, true",
        "conv*, conv1.w, true",
        "*.w, conv1.w, true",
        "*.w, conv1.b, false",
        "c*1*w, conv1.w, true",
        "c*2*w, conv1.w, false",
        "conv1.w*, conv1.w, true",
        "conv?.w, conv1.w, false",
        "a*ab, aab, true",
        "**, x, true",
        "x**, x, true",
        "*ab*ab, abab, true",
        "*ab*ab, ab, false"
    })
    void aStarStandsForAnyCharacters(String pattern, String name, boolean fits) {
        assertEquals(fits, new ParameterPattern(List.of(pattern)).fit(name));
    }

    @Test
    void noPatternTakesLong() {
        ParameterPattern names = new ParameterPattern(List.of("*a".repeat(500) + "b"));
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Duration took = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            long begun = threads.getCurrentThreadCpuTime();
            assertFalse(names.fit("a".repeat(2000)));
            return Duration.ofNanos(threads.getCurrentThreadCpuTime() - begun);
        });
        assertTrue(took.toSeconds() < 5, took::toString);
    }
}
