package org.recurve.reports.study;

import java.util.List;
import org.recurve.reports.text.JsonText;
import org.recurve.storage.view.StudyView;
import tools.jackson.databind.JsonNode;

/** What others have published, as the study quotes it. */
public record PublishedResults(String source, List<PublishedNumber> results) {
    /** The metric that counts updates to {@link SuccessRule}. */
    public static final String UPDATES = "updates";

    public PublishedResults {
        results = List.copyOf(results);
    }

    /**
     * One of their numbers.
     *
     * @param of the variant of ours that is meant, with its task if there are several: {@code baseline/short}
     */
    public record PublishedNumber(String metric, String of, double value) {}

    public static List<PublishedResults> of(StudyView study) {
        return JsonText.parse(study.compare())
                .path("published")
                .valueStream()
                .map(json -> new PublishedResults(
                        json.path("source").asString(""),
                        json.path("results")
                                .valueStream()
                                .map(PublishedResults::result)
                                .toList()))
                .toList();
    }

    private static PublishedNumber result(JsonNode json) {
        return new PublishedNumber(
                json.path("metric").asString(""),
                json.path("of").asString(""),
                json.path("value").asDouble(Double.NaN));
    }
}
