package org.recurve.storage.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.event.ArmName;
import org.recurve.api.event.ComparisonSign;
import org.recurve.api.event.Event;
import org.recurve.api.event.SeedVariation;
import org.recurve.api.event.StudyQuestions;
import org.recurve.api.event.StudyQuestions.MetricTrait;
import org.recurve.api.event.StudyQuestions.PlannedComparison;
import org.recurve.api.event.StudyQuestions.PublishedNumber;
import org.recurve.api.event.StudyQuestions.PublishedSource;
import org.recurve.api.event.StudyQuestions.SuccessCriterion;
import org.recurve.api.measure.Metric.Better;
import org.recurve.storage.record.EventCodec.DecodedRecord;

class QuestionRulesTest {
    /** The event as versions before {@link StudyQuestions} wrote it: the codec goes by the names of components. */
    sealed interface EarlierEvent {
        record StudyStarted(
                String study,
                String question,
                String file,
                List<Event.TrialPlan> trials,
                String compare,
                Instant measuredAt,
                String bounds)
                implements EarlierEvent {}
    }

    private static final StudyQuestions ALL = asked("test.accuracy", 0.95, "Somebody 1989");

    private final RecordCodec codec = new RecordCodec();

    private static StudyQuestions asked(String metric, double bound, String source) {
        return new StudyQuestions(
                Optional.of(new PlannedComparison("test.accuracy", "wide", 0.003)),
                List.of(SeedVariation.INIT, SeedVariation.SPLIT),
                Map.of("test.accuracy", new MetricTrait(Better.HIGHER, true)),
                Optional.of(new SuccessCriterion(metric, ComparisonSign.AT_LEAST, bound)),
                List.of(new PublishedSource(
                        source, List.of(new PublishedNumber("updates", new ArmName("baseline", "short"), 1200)))),
                Optional.of("validation.mse"));
    }

    private static Event.StudyStarted started(StudyQuestions questions) {
        return new Event.StudyStarted("s", "?", "", List.of(), "{}", Instant.EPOCH, "", Optional.of(questions));
    }

    private DecodedRecord decode(byte[] bytes) {
        return new EventCodec(codec).decode(EventCodec.EVENT, ByteBuffer.wrap(bytes), new StepContext("", List.of()));
    }

    @Test
    void aStudyComesBackWithItsQuestions() {
        for (StudyQuestions each : List.of(ALL, StudyQuestions.NONE)) {
            assertEquals(
                    new DecodedRecord.DecodedEvent(started(each)), decode(codec.encode(Event.class, started(each))));
        }
    }

    @Test
    void aStudyOfAnEarlierVersionHasItsJsonAlone() {
        byte[] bytes = codec.encode(
                EarlierEvent.class,
                new EarlierEvent.StudyStarted("s", "?", "", List.of(), "{\"primary\":\"x.y\"}", Instant.EPOCH, ""));

        assertEquals(
                new DecodedRecord.DecodedEvent(new Event.StudyStarted(
                        "s", "?", "", List.of(), "{\"primary\":\"x.y\"}", Instant.EPOCH, "", Optional.empty())),
                decode(bytes));
    }

    @Test
    void namesAreNamesAndNumbersAreFinite() {
        refused("questions.success.metric", asked("two\nlines", 1, ""));
        refused("questions.success.bound", asked("a.b", Double.NaN, ""));
        refused("questions.published[0].source", asked("a.b", 1, "?".repeat((1 << 20) + 1)));
    }

    private void refused(String field, StudyQuestions questions) {
        DecodedRecord.Refused refused =
                assertInstanceOf(DecodedRecord.Refused.class, decode(codec.encode(Event.class, started(questions))));
        assertEquals(field, refused.problem().field());
    }
}
