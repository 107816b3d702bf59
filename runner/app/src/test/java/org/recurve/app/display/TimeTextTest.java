package org.recurve.app.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextTest {
    private static final Instant NOW = Instant.parse("2026-11-29T05:30:00Z");

    /** Days begin where the user lives: New York is five hours behind, and it is half past midnight there. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-29T05:29:59Z, today 00:29",
        "2026-11-29T05:00:00Z, today 00:00",
        "2026-11-29T04:59:59Z, yesterday 23:59",
        "2026-11-28T05:00:00Z, yesterday 00:00",
        "2026-11-28T04:59:59Z, 27 Nov",
        "2026-01-01T05:00:00Z, 1 Jan",
        "2026-01-01T04:59:59Z, 31 Dec 2025",
        "2026-11-29T23:00:00Z, today 18:00",
        "2026-11-30T05:00:00Z, 30 Nov",
        "2027-01-02T12:00:00Z, 2 Jan 2027"
    })
    void momentsAreSaidFromToday(Instant moment, String expected) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.JAPAN);
        try {
            assertEquals(expected, new TimeText(Clock.fixed(NOW, ZoneId.of("America/New_York"))).moment(moment));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void theFirstOfMarchFollowsTheLastOfFebruary() {
        Clock clock = Clock.fixed(Instant.parse("2028-03-01T12:00:00Z"), ZoneId.of("UTC"));
        assertEquals("yesterday 23:00", new TimeText(clock).moment(Instant.parse("2028-02-29T23:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "7000, 7 s",
        "440, 0.4 s",
        "9949, 9.9 s",
        "9950, 10 s",
        "59499, 59 s",
        "59500, 1 min",
        "200000, 3 min 20 s",
        "3599499, 59 min 59 s",
        "3599500, 1 h",
        "7500000, 2 h 5 min",
        "86399000, 1 d",
        "273600000, 3 d 4 h"
    })
    void durationsHaveTwoUnits(long millis, String expected) {
        assertEquals(expected, TimeText.duration(Duration.ofMillis(millis)));
    }
}
