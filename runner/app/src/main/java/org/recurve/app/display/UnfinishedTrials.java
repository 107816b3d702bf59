package org.recurve.app.display;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.recurve.api.event.Event.Status;
import org.recurve.storage.view.TrialView;

/**
 * Says why trials that did not finish have learnt nothing that could be used.
 *
 * @param message a clause: {@code no trial of "sums" has finished (2 interrupted)}
 * @param advice what would help
 */
public record UnfinishedTrials(String message, String advice) {
    /**
     * Describes trials of which none has finished.
     *
     * @param id what was asked for
     */
    public static UnfinishedTrials of(String id, List<TrialView> trials) {
        Map<Status, Long> counts =
                new TreeMap<>(trials.stream().collect(Collectors.groupingBy(TrialView::status, Collectors.counting())));
        if (counts.isEmpty()) {
            return new UnfinishedTrials("no trial of \"" + id + "\" has finished", "recurve run trains it");
        }
        return new UnfinishedTrials(
                "no trial of \"" + id + "\" has finished ("
                        + counts.entrySet().stream()
                                .map(count -> count.getValue() + " " + DisplayRow.word(count.getKey()))
                                .collect(Collectors.joining(", "))
                        + ")",
                counts.keySet().stream().map(UnfinishedTrials::advice).collect(Collectors.joining("; ")));
    }

    private static String advice(Status status) {
        return switch (status) {
            case RUNNING -> "wait until the trial that is running has finished";
            case INTERRUPTED -> "recurve resume goes on with the interrupted one";
            case DIVERGED -> "of a trial that diverged no weights are kept; a smaller learning rate may help";
            case FAILED -> "recurve show says why it failed, and run --retry-failed tries again";
            case FINISHED -> throw new IllegalArgumentException("a trial that has finished can be used");
        };
    }
}
