package org.recurve.reports.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.recurve.reports.text.JsonText;
import org.recurve.storage.view.StudyView;
import tools.jackson.databind.JsonNode;

/**
 * The comparison the study was made for.
 *
 * @param primary the metric that answers the question; empty if there is none yet
 * @param against the variant the others are compared with
 * @param vary what a seed decides
 * @param margin the difference that would matter, if the study names one
 * @param nature of the metrics
 */
public record ComparisonQuestion(
        String primary, String against, List<String> vary, OptionalDouble margin, MetricTraits nature) {
    private static final List<String> USUAL = List.of("init", "order", "noise");

    private static final Map<String, String> WORDS = new TreeMap<>(Map.of(
            "init", "the initial weights",
            "order", "the order of the data",
            "noise", "the noise of training",
            "split", "the split into training, validation and test"));

    public ComparisonQuestion {
        vary = List.copyOf(vary);
    }

    /**
     * Returns the same by what points of a search or sweep are shown and chosen by: what the search went by, else the primary metric
     * of the validation split, else its loss. Who chooses by the test split has none left.
     */
    public ComparisonQuestion exploring(StudyView study, StudyArms arms) {
        String id = primary.substring(primary.indexOf('.') + 1);
        List<String> measured = arms.metrics();
        String by = Stream.of(
                        JsonText.parse(study.compare()).path("chosen-by").asString(""),
                        "validation." + id,
                        "validation.loss")
                .filter(measured::contains)
                .findFirst()
                .orElse(primary);
        return new ComparisonQuestion(by, against, vary, by.equals(primary) ? margin : OptionalDouble.empty(), nature);
    }

    /** In words: what the seeds vary, and what is the same for all of them. */
    public String varied() {
        List<String> fixed =
                WORDS.keySet().stream().filter(word -> !vary.contains(word)).toList();
        return "Seeds vary " + words(vary) + "; " + (fixed.isEmpty() ? "nothing" : words(fixed))
                + (fixed.size() == 1 ? " is" : fixed.isEmpty() ? " is" : " are") + " the same for all.";
    }

    private static String words(List<String> which) {
        return String.join(
                ", ", which.stream().map(word -> WORDS.getOrDefault(word, word)).toList());
    }

    /** Returns what the study says; else its first metric of the test split, and the first variant. */
    public static ComparisonQuestion of(StudyView study, StudyArms arms) {
        JsonNode json = JsonText.parse(study.compare());
        List<String> metrics = arms.metrics();
        Optional<String> byDefault = metrics.stream()
                .filter(metric -> metric.startsWith("test."))
                .findFirst()
                .or(() -> metrics.stream().findFirst());
        JsonNode margin = json.path("margin");
        return new ComparisonQuestion(
                json.path("primary").asString(byDefault.orElse("")),
                json.path("against")
                        .asString(
                                arms.all().isEmpty()
                                        ? ""
                                        : arms.all().getFirst().variant()),
                json.path("vary").isArray()
                        ? json.path("vary")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList()
                        : USUAL,
                margin.asDouble(0) > 0 ? OptionalDouble.of(margin.asDouble()) : OptionalDouble.empty(),
                MetricTraits.of(study));
    }
}
