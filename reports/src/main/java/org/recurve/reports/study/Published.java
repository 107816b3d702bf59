package org.recurve.reports.study;

import java.util.List;
import org.recurve.reports.text.Json;
import org.recurve.storage.StudyView;
import tools.jackson.databind.JsonNode;

/** What others have published, as the study quotes it. */
public record Published(String source, List<Result> results) {
    /** The metric that counts updates to {@link Success}. */
    public static final String UPDATES = "updates";

    public Published {
        results = List.copyOf(results);
    }

    /**
     * One of their numbers.
     *
     * @param of the variant of ours that is meant, with its task if there are several: {@code baseline/short}
     */
    public record Result(String metric, String of, double value) {}

    public static List<Published> of(StudyView study) {
        return Json.parse(study.compare())
                .path("published")
                .valueStream()
                .map(json -> new Published(
                        json.path("source").asString(""),
                        json.path("results")
                                .valueStream()
                                .map(Published::result)
                                .toList()))
                .toList();
    }

    private static Result result(JsonNode json) {
        return new Result(
                json.path("metric").asString(""),
                json.path("of").asString(""),
                json.path("value").asDouble(Double.NaN));
    }
}
