package org.recurve.app.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.recurve.api.event.Event;

/** Collects a trial's events as rows of a table, in order, steps left out. */
final class TrialHistory {
    private final String trial;
    private final List<Object[]> rows = new ArrayList<>();

    TrialHistory(String trial) {
        this.trial = trial;
    }

    void add(Event event) {
        switch (event) {
            case Event.TrialStarted it -> row("started", Optional.empty(), it.study() + "/" + it.variant());
            case Event.EpochDone it -> row("epoch", Optional.of(it.step()), it.digest());
            case Event.Checkpointed it -> row("checkpoint", Optional.of(it.step()), it.digest());
            case Event.Recorded it -> row("artifact", Optional.of(it.step()), it.name());
            case Event.TrialEnded it ->
                row("ended", Optional.empty(), it.status().name().toLowerCase(Locale.ROOT));
            case Event.StepDone _, Event.StudyStarted _, Event.StudyEnded _, Event.Warned _ -> {}
        }
    }

    private void row(String kind, Optional<Object> step, String about) {
        rows.add(new Object[] {trial, (long) rows.size() + 1, kind, step, about});
    }

    List<Object[]> rows() {
        return rows;
    }
}
