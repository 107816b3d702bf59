package org.recurve.reports.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.event.Provenance;
import org.recurve.reports.Views;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;

class StudyTimesTest {
    private static final StudyView STUDY = Views.study(
            "{}",
            new Views.Outcome("baseline", "test.loss", 1, 2),
            new Views.Outcome("baseline@rate=1", "test.loss", 1),
            new Views.Outcome("baseline@rate=2", "test.loss", 1));

    private static TrialView timed(TrialView trial, long start, long seconds, String threads) {
        return Views.timed(
                trial,
                Instant.EPOCH.plusSeconds(start),
                Duration.ofSeconds(seconds),
                new Provenance(
                        "", 1, Map.of(), "", threads.isEmpty() ? Map.of() : Map.of("threads-in-a-trial", threads)));
    }

    @Test
    void overlapsCountOnceAndPausesNot() {
        List<TrialView> all = STUDY.trials();
        // A search from 0 to 10, two trials side by side from 100 to 130 and from 110 to 150.
        StudyTimes times = StudyTimes.of(Views.with(
                STUDY,
                STUDY.plan(),
                List.of(
                        timed(all.get(0), 100, 30, "2"),
                        timed(all.get(1), 110, 40, "2"),
                        timed(all.get(2), 0, 10, "1"))));

        assertEquals(Duration.ofSeconds(60), times.elapsed());
        assertEquals(Duration.ofSeconds(80), times.trained());
        assertEquals(Duration.ofSeconds(10), times.searched());
        assertEquals(Optional.of(Duration.ofSeconds(150)), times.processors());
        assertEquals(false, times.ended());
        assertEquals(
                "trained for 1 min 0 s, 10.0 s of trials for the search, at most 2 min 30 s of processor time",
                times.text());
    }

    @Test
    void whatNobodyMeasuredIsNotSaid() {
        assertEquals("", StudyTimes.of(STUDY).text());
        TrialView one = timed(STUDY.trials().getFirst(), 0, 5, "");
        assertEquals(
                "trained for 5.0 s",
                StudyTimes.of(Views.with(STUDY, STUDY.plan(), List.of(one))).text());
    }
}
