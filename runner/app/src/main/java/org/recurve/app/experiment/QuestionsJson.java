package org.recurve.app.experiment;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.recurve.api.event.SeedVariation;
import org.recurve.api.event.StudyQuestions;
import org.recurve.api.event.StudyQuestions.MetricTrait;
import org.recurve.api.event.StudyQuestions.PublishedSource;
import org.recurve.app.configuration.Configuration;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.yaml.CanonicalJson;

/**
 * Writes a study's questions as the JSON in which versions before {@link StudyQuestions} stored them, so that these
 * versions, and listeners compiled against them, still find them. Nothing of this version reads it.
 */
final class QuestionsJson {
    private QuestionsJson() {}

    static String write(StudyQuestions asked) {
        Map<String, Object> json = new TreeMap<>();
        asked.comparison().ifPresent(comparison -> {
            json.put("primary", comparison.primary());
            json.put("against", comparison.against());
            json.put("margin", comparison.margin());
        });
        if (!asked.vary().equals(StudyQuestions.NONE.vary())) {
            json.put(Configuration.VARY, SeedVariation.words(asked.vary()));
        }
        if (!asked.metrics().isEmpty()) {
            Map<String, Object> better = new TreeMap<>();
            asked.metrics()
                    .forEach((metric, trait) ->
                            better.put(metric, trait.better().name().toLowerCase(Locale.ROOT)));
            json.put("better", better);
            json.put("shares", shares(asked.metrics()));
        }
        asked.success()
                .ifPresent(success -> json.put(
                        FileSection.SUCCESS.key(),
                        Map.of(
                                "metric", success.metric(),
                                "sign", success.sign().sign(),
                                "bound", success.bound())));
        if (!asked.published().isEmpty()) {
            json.put(
                    FileSection.PUBLISHED.key(),
                    asked.published().stream().map(QuestionsJson::source).toList());
        }
        asked.chosenBy().ifPresent(metric -> json.put("chosen-by", metric));
        return CanonicalJson.write(json);
    }

    private static List<String> shares(Map<String, MetricTrait> metrics) {
        return metrics.entrySet().stream()
                .filter(metric -> metric.getValue().share())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static Map<String, Object> source(PublishedSource source) {
        return Map.of(
                "source",
                source.source(),
                "results",
                source.results().stream()
                        .map(result -> Map.of(
                                "metric", result.metric(),
                                "of", result.arm().toString(),
                                "value", result.value()))
                        .toList());
    }
}
