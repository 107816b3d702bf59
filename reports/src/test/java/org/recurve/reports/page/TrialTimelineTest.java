package org.recurve.reports.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.event.Provenance;
import org.recurve.reports.Views;
import org.recurve.reports.page.TrialTimeline.TimelineBar;
import org.recurve.reports.study.StudyArms;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;

class TrialTimelineTest {
    private static final StudyView STUDY = Views.study("{}", new Views.Outcome("baseline", "test.loss", 1, 2, 3));

    private static TrialView at(int trial, long start, long seconds) {
        return Views.timed(
                STUDY.trials().get(trial),
                Instant.EPOCH.plusSeconds(start),
                Duration.ofSeconds(seconds),
                new Provenance("", 1, Map.of(), "", Map.of()));
    }

    @Test
    void everyRunIsDrawnAndThePauseBetweenThemIsCutOut() {
        StudyView study = Views.with(STUDY, STUDY.plan(), List.of(at(0, 0, 10), at(1, 5, 10), at(2, 1000, 10)));
        TrialTimeline timeline = TrialTimeline.of(StudyArms.of(study).all()).orElseThrow();

        assertEquals(Duration.ofSeconds(25), timeline.length());
        assertEquals(List.of(600.0), timeline.cuts(), "of 1000 units, after 15 of 25 seconds");
        assertEquals(
                List.of(0.0, 200.0, 600.0),
                timeline.bars().stream().map(TimelineBar::x).toList());
        assertEquals(
                List.of(0, 1, 0),
                timeline.bars().stream().map(TimelineBar::lane).toList());
        assertEquals(2, timeline.lanes());
    }

    @Test
    void whatNobodyMeasuredIsNotDrawn() {
        assertEquals(Optional.empty(), TrialTimeline.of(StudyArms.of(STUDY).all()));
    }
}
