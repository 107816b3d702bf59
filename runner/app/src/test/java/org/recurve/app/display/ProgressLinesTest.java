package org.recurve.app.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.recurve.api.event.Event;
import org.recurve.api.event.Provenance;

class ProgressLinesTest {
    private static final Provenance PROVENANCE = new Provenance("0", 1, Map.of(), "", Map.of());

    private static Event.TrialStarted started(String trial, String task) {
        return new Event.TrialStarted(trial, "sums", "wide", task, 3, "{}", PROVENANCE, List.of(), Instant.EPOCH);
    }

    private static Event.TrialEnded ended(String trial) {
        return new Event.TrialEnded(
                trial, Event.Status.FINISHED, "", 1, Map.of(), "", Duration.ofMillis(1500), Instant.EPOCH);
    }

    @Test
    void trialsOfSeveralTasksAreToldApart() {
        StringWriter said = new StringWriter();
        ProgressLines lines = new ProgressLines(new PrintWriter(said), 3);
        lines.accept(started("a", "short"));
        lines.accept(started("b", "long"));
        lines.accept(started("c", ""));
        List.of("b", "a", "c").forEach(trial -> lines.accept(ended(trial)));
        assertEquals(
                List.of(
                        "1/3  wide/long/3 finished in 1.5 s",
                        "2/3  wide/short/3 finished in 1.5 s",
                        "3/3  wide/3 finished in 1.5 s"),
                said.toString().lines().toList());
    }
}
