package org.recurve.reports.study;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.recurve.reports.text.Json;
import org.recurve.storage.StudyView;
import tools.jackson.databind.JsonNode;

/**
 * The comparison the study was made for.
 *
 * @param primary the metric that answers the question; empty if there is none yet
 * @param against the variant the others are compared with
 * @param margin the difference that would matter, if the study names one
 */
public record Compare(String primary, String against, OptionalDouble margin) {
    /** What the study says; else its first metric of the test split, and the first variant. */
    public static Compare of(StudyView study, Arms arms) {
        JsonNode json = Json.parse(study.compare());
        List<String> metrics = arms.metrics();
        Optional<String> byDefault = metrics.stream()
                .filter(metric -> metric.startsWith("test."))
                .findFirst()
                .or(() -> metrics.stream().findFirst());
        JsonNode margin = json.path("margin");
        return new Compare(
                json.path("primary").asString(byDefault.orElse("")),
                json.path("against")
                        .asString(
                                arms.all().isEmpty()
                                        ? ""
                                        : arms.all().getFirst().variant()),
                margin.isNumber() ? OptionalDouble.of(margin.asDouble()) : OptionalDouble.empty());
    }
}
