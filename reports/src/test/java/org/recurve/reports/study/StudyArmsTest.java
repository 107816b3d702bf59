package org.recurve.reports.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.recurve.api.event.Event;
import org.recurve.api.event.Provenance;
import org.recurve.api.event.SeedVariation;
import org.recurve.api.measure.Metric.Better;
import org.recurve.reports.Views;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;

class StudyArmsTest {
    private static final List<SeedVariation> USUAL =
            List.of(SeedVariation.INIT, SeedVariation.ORDER, SeedVariation.NOISE);
    private static final MetricTraits UNKNOWN = new MetricTraits(Map.of());
    private static final List<Event.TrialPlan> PLAN = List.of(
            new Event.TrialPlan("a", "baseline", "short", 0),
            new Event.TrialPlan("b", "baseline", "long", 0),
            new Event.TrialPlan("c", "wide", "short", 0),
            new Event.TrialPlan("d", "wide", "long", 0),
            new Event.TrialPlan("e", "wide", "long", 1));

    @Test
    void variantsKeepTheirStyleInEveryTask() {
        StudyArms arms = StudyArms.of(study("{}"));

        assertEquals(List.of("short", "long"), arms.tasks());
        assertEquals(
                List.of("baseline", "wide"),
                arms.variants().stream().map(StudyArm::variant).toList());
        assertEquals(1, arms.find("wide", "long").orElseThrow().style());
        assertEquals(2, arms.find("wide", "long").orElseThrow().planned());
        assertTrue(arms.find("wide", "middle").isEmpty());
    }

    @Test
    void onlyFinishedTrialsHaveValuesAndAllAreCounted() {
        StudyArm arm = StudyArms.of(study("{}", trial(0, Event.Status.DIVERGED), trial(1, Event.Status.FINISHED)))
                .find("wide", "long")
                .orElseThrow();

        assertEquals(Map.of(1L, 0.5), arm.values("test.accuracy"));
        assertEquals(Map.of(Event.Status.DIVERGED, 1L, Event.Status.FINISHED, 1L), arm.counts());
        assertEquals(1, arm.example().orElseThrow().seed());
    }

    @Test
    void ofManyVariantsTheFirstAndTheBestAreDrawnInTheirOrder() {
        StudyView four = Views.study(
                "{}",
                new Views.Outcome("baseline", "m", 0.1),
                new Views.Outcome("good", "m", 0.8),
                new Views.Outcome("bad", "m", 0.2),
                new Views.Outcome("best", "m", 0.9));

        assertEquals(
                List.of("baseline", "good", "best"),
                StudyArms.of(four).foremost(3, "m", Better.HIGHER).all().stream()
                        .map(StudyArm::variant)
                        .toList());
        assertEquals(
                List.of("baseline", "bad"),
                StudyArms.of(four).foremost(2, "m", Better.LOWER).all().stream()
                        .map(StudyArm::variant)
                        .toList());
        assertEquals(4, StudyArms.of(four).foremost(4, "m", Better.LOWER).all().size());
    }

    @Test
    void aComparisonIsWhatTheStudySaysOrElseTheFirstThatMakesSense() {
        StudyView silent = study("{}", trial(0, Event.Status.FINISHED));
        StudyView told = study("{\"primary\": \"x.y\", \"against\": \"wide\", \"margin\": 0.5}");

        assertEquals(
                new ComparisonQuestion("test.accuracy", "baseline", USUAL, OptionalDouble.empty(), UNKNOWN),
                ComparisonQuestion.of(StoredQuestions.of(silent), StudyArms.of(silent)));
        assertEquals(
                new ComparisonQuestion("x.y", "wide", USUAL, OptionalDouble.of(0.5), UNKNOWN),
                ComparisonQuestion.of(StoredQuestions.of(told), StudyArms.of(told)));
    }

    @Test
    void armsThatAnotherVersionOfTheMetricMeasuredAreNotPaired() {
        StudyArm old = measuredBy(Map.of("f1", "f1@1", "conv", "conv@1"));
        StudyArm now = measuredBy(Map.of("f1", "f1@2", "conv", "conv@2"));
        Optional<String> apart = Optional.of("another version of the metric measured them");

        assertEquals(apart, old.noPairWith(now, "test.f1"));
        assertEquals(apart, old.noPairWith(now, "test.f1-0"));
        assertEquals(apart, old.noPairWith(now, "test.f1-0.5"));
        assertEquals(Optional.empty(), old.noPairWith(old, "test.f1-0"));
        assertEquals(Optional.empty(), old.noPairWith(now, "test.accuracy"));
        assertEquals(Optional.empty(), old.noPairWith(now, "test.loss"));
    }

    private static StudyArm measuredBy(Map<String, String> plugins) {
        Provenance provenance = new Provenance("", 1, plugins, "", Map.of());
        return new StudyArm(0, "wide", "long", 1, List.of(trial(0, Event.Status.FINISHED, provenance)));
    }

    private static StudyView study(String compare, TrialView... trials) {
        return new StudyView(
                "s",
                "?",
                "",
                compare,
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH,
                1,
                PLAN,
                List.of(trials),
                Map.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                false);
    }

    private static TrialView trial(long seed, Event.Status status) {
        return trial(seed, status, new Provenance("", 1, Map.of(), "", Map.of()));
    }

    private static TrialView trial(long seed, Event.Status status, Provenance provenance) {
        return new TrialView(
                "sha256:" + "0".repeat(64),
                "s",
                "wide",
                "long",
                seed,
                status,
                "",
                "{}",
                provenance,
                List.of(),
                1,
                Map.of("train.loss", 1.0, "test.accuracy", 0.5),
                "",
                Instant.EPOCH,
                Optional.empty(),
                List.of(),
                TrialTrust.OWN);
    }
}
