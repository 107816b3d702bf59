package org.recurve.reports.study;

import java.util.Optional;
import org.recurve.reports.text.JsonText;
import tools.jackson.databind.JsonNode;

/** Reads from a stored configuration how many epochs a training has at most. */
public final class PlannedEpochs {
    private PlannedEpochs() {}

    /** Returns the sum over all phases; empty if the configuration does not say. */
    public static Optional<Integer> of(String configuration) {
        JsonNode read = JsonText.parse(configuration);
        int each = read.path("train").path("epochs").asInt(0);
        int all = read.path("phases").isArray()
                ? read.path("phases")
                        .valueStream()
                        .mapToInt(phase -> phase.path("epochs").asInt(each))
                        .sum()
                : each;
        return all > 0 ? Optional.of(all) : Optional.empty();
    }
}
