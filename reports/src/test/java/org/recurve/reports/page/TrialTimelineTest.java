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

    /** Of 100,000 seconds a thousandth can be seen: one of 40 s is drawn for all of the same 100. */
    @Test
    void trialsThatAreTooShortToBeToldApartAreOneBar() {
        StudyView study = Views.with(STUDY, STUDY.plan(), List.of(at(0, 0, 40), at(1, 41, 40), at(2, 101, 99_899)));
        List<TimelineBar> bars =
                TrialTimeline.of(StudyArms.of(study).all()).orElseThrow().bars();

        assertEquals(List.of(1, 0), bars.stream().map(TimelineBar::more).toList());
        assertEquals(STUDY.trials().getFirst().id(), bars.getFirst().trial().id());
        assertEquals(List.of(1.0, 999.0), bars.stream().map(TimelineBar::width).toList());
    }

    @Test
    void whatNobodyMeasuredIsNotDrawn() {
        assertEquals(Optional.empty(), TrialTimeline.of(StudyArms.of(STUDY).all()));
    }
}
