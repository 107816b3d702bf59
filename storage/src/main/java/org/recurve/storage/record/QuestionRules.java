package org.recurve.storage.record;

import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.api.event.StudyQuestions;
import org.recurve.api.event.StudyQuestions.PlannedComparison;
import org.recurve.api.event.StudyQuestions.PublishedNumber;
import org.recurve.api.event.StudyQuestions.PublishedSource;
import org.recurve.api.event.StudyQuestions.SuccessCriterion;

/** Holds a study's questions to the rules of records: names are names, numbers are finite. */
final class QuestionRules {
    private static final String FIELD = "questions.";

    private QuestionRules() {}

    /** Checks everything that is asked; a present element says what is wrong. */
    static Stream<Optional<RecordProblem>> of(StudyQuestions asked) {
        return Stream.of(
                        asked.comparison().stream().flatMap(QuestionRules::of),
                        Stream.of(RecordRules.names(FIELD + "metrics", asked.metrics())),
                        asked.success().stream().flatMap(QuestionRules::of),
                        IntStream.range(0, asked.published().size())
                                .boxed()
                                .flatMap(i -> of(
                                        FIELD + "published[" + i + "].",
                                        asked.published().get(i))),
                        asked.chosenBy().stream().map(metric -> RecordRules.name(FIELD + "chosenBy", metric)))
                .flatMap(problems -> problems);
    }

    private static Stream<Optional<RecordProblem>> of(PlannedComparison it) {
        return Stream.of(
                RecordRules.line(FIELD + "comparison.primary", it.primary()),
                RecordRules.line(FIELD + "comparison.against", it.against()),
                finite(FIELD + "comparison.margin", it.margin()));
    }

    private static Stream<Optional<RecordProblem>> of(SuccessCriterion it) {
        return Stream.of(
                RecordRules.name(FIELD + "success.metric", it.metric()), finite(FIELD + "success.bound", it.bound()));
    }

    private static Stream<Optional<RecordProblem>> of(String field, PublishedSource source) {
        return Stream.concat(
                Stream.of(RecordRules.paragraph(field + "source", source.source())),
                source.results().stream().flatMap(number -> of(field + "results.", number)));
    }

    private static Stream<Optional<RecordProblem>> of(String field, PublishedNumber it) {
        return Stream.of(
                RecordRules.name(field + "metric", it.metric()),
                RecordRules.line(field + "arm.variant", it.arm().variant()),
                RecordRules.line(field + "arm.task", it.arm().task()),
                finite(field + "value", it.value()));
    }

    private static Optional<RecordProblem> finite(String field, double value) {
        return Double.isFinite(value)
                ? Optional.empty()
                : Optional.of(new RecordProblem(field, value + " is not a finite number"));
    }
}
