package org.recurve.reports.watch;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.recurve.api.event.Event;
import org.recurve.storage.view.StudySummary;

/**
 * A line of the list of studies.
 *
 * @param answer in one line; empty before it is known
 * @param tags that people gave it
 */
public record ListedStudy(StudySummary study, String answer, List<String> tags) {
    public ListedStudy {
        tags = List.copyOf(tags);
    }

    private int count(Event.Status status) {
        return study.trials().getOrDefault(status, 0);
    }

    /** Returns how it stands, in a word. */
    public String state() {
        if (count(Event.Status.RUNNING) > 0) {
            return "running";
        }
        int open = study.planned()
                - count(Event.Status.FINISHED)
                - count(Event.Status.DIVERGED)
                - count(Event.Status.FAILED);
        return open > 0
                ? "unfinished"
                : count(Event.Status.FAILED) + count(Event.Status.DIVERGED) > 0 ? "failures" : "finished";
    }

    /** Returns how many of its trials stand how. */
    public String trials() {
        return study.trials().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue() + " " + entry.getKey().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ", "", study.trials().isEmpty() ? "none begun" : ""));
    }

    /** Returns how many of a hundred parts are done. */
    public int percent() {
        return study.planned() == 0 ? 0 : 100 * count(Event.Status.FINISHED) / study.planned();
    }
}
