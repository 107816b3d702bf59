package org.recurve.app.display;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.event.Event;

/** Progress as plain lines, one for each trial that ended: for pipes and logs. */
public final class ProgressLines implements ProgressDisplay {
    private final PrintWriter out;
    private final int trials;
    private final Map<String, String> titles = new HashMap<>();
    private int ended;

    /** Lines for so many trials. */
    public ProgressLines(PrintWriter out, int trials) {
        this.out = out;
        this.trials = trials;
    }

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.TrialStarted start ->
                titles.put(start.trial(), TerminalText.line(start.plan().title()));
            case Event.TrialEnded end -> ended(end);
            default -> {}
        }
    }

    private void ended(Event.TrialEnded end) {
        ended++;
        String reason = end.reason().isEmpty() ? "" : ": " + TerminalText.line(end.reason());
        String title = Optional.ofNullable(titles.remove(end.trial())).orElse(end.trial());
        double seconds = end.measured().toMillis() / 1000.0;
        out.println(String.format(
                Locale.ROOT,
                "%d/%d  %s %s in %.1f s%s",
                ended,
                trials,
                title,
                DisplayRow.word(end.status()),
                seconds,
                reason));
    }

    @Override
    public void close() {
        out.flush();
    }
}
