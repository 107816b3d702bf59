package org.recurve.reports.study;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.api.event.ArmName;
import org.recurve.api.event.ComparisonSign;
import org.recurve.api.event.SeedVariation;
import org.recurve.api.event.StudyQuestions;
import org.recurve.api.event.StudyQuestions.MetricTrait;
import org.recurve.api.event.StudyQuestions.PlannedComparison;
import org.recurve.api.event.StudyQuestions.PublishedNumber;
import org.recurve.api.event.StudyQuestions.PublishedSource;
import org.recurve.api.event.StudyQuestions.SuccessCriterion;
import org.recurve.api.measure.Metric.Better;
import org.recurve.reports.text.JsonText;
import org.recurve.storage.view.StudyView;
import tools.jackson.databind.JsonNode;

/**
 * Finds what a stored study asks. Journals of earlier versions say it as JSON, which is read here and nowhere else; what is
 * missing or malformed there was not asked.
 */
public final class StoredQuestions {
    private StoredQuestions() {}

    /** Returns the questions of a study, whichever version stored it. */
    public static StudyQuestions of(StudyView study) {
        return study.questions().orElseGet(() -> questions(JsonText.parse(study.compare())));
    }

    /** Returns which fold a seed was tested on, in words; empty if the study is not cross-validated. */
    public static Optional<String> fold(StudyView study, long seed) {
        int folds = of(study).folds();
        return folds == 0
                ? Optional.empty()
                : Optional.of("tested on fold " + (StrictMath.floorMod(seed, folds) + 1) + " of " + folds
                        + ", in round " + (StrictMath.floorDiv(seed, folds) + 1));
    }

    private static StudyQuestions questions(JsonNode json) {
        return new StudyQuestions(
                comparison(json),
                json.path("vary").isArray()
                        ? json.path("vary")
                                .valueStream()
                                .flatMap(word -> SeedVariation.parse(word.asString("")).stream())
                                .toList()
                        : StudyQuestions.NONE.vary(),
                metrics(json),
                success(json.path("success")),
                json.path("published")
                        .valueStream()
                        .map(StoredQuestions::source)
                        .toList(),
                text(json, "chosen-by"));
    }

    private static Optional<PlannedComparison> comparison(JsonNode json) {
        return Stream.of("primary", "against", "margin").anyMatch(json::has)
                ? Optional.of(new PlannedComparison(
                        text(json, "primary").orElse(""),
                        text(json, "against").orElse(""),
                        json.path("margin").asDouble(0)))
                : Optional.empty();
    }

    private static Map<String, MetricTrait> metrics(JsonNode json) {
        Set<String> shares =
                json.path("shares").valueStream().map(name -> name.asString("")).collect(Collectors.toSet());
        return json.path("better").properties().stream()
                .filter(entry -> better(entry.getValue()).isPresent())
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> new MetricTrait(
                                better(entry.getValue()).orElseThrow(), shares.contains(entry.getKey()))));
    }

    private static Optional<Better> better(JsonNode word) {
        return Stream.of(Better.values())
                .filter(way -> way.name().toLowerCase(Locale.ROOT).equals(word.asString("")))
                .findFirst();
    }

    private static Optional<SuccessCriterion> success(JsonNode json) {
        return json.path("bound").isNumber()
                ? ComparisonSign.parse(json.path("sign").asString(""))
                        .map(sign -> new SuccessCriterion(
                                text(json, "metric").orElse(""),
                                sign,
                                json.path("bound").asDouble()))
                : Optional.empty();
    }

    private static PublishedSource source(JsonNode json) {
        List<PublishedNumber> results = json.path("results")
                .valueStream()
                .map(result -> new PublishedNumber(
                        text(result, "metric").orElse(""),
                        ArmName.parse(text(result, "of").orElse("")),
                        result.path("value").asDouble(Double.NaN)))
                .toList();
        return new PublishedSource(text(json, "source").orElse(""), results);
    }

    private static Optional<String> text(JsonNode json, String key) {
        return Optional.of(json.path(key).asString("")).filter(text -> !text.isEmpty());
    }
}
