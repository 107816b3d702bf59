package org.recurve.app.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.recurve.api.event.Event;

/** Collects a trial's events as rows of a table, in order, steps left out. */
final class TrialHistory {
    private final String trial;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    TrialHistory(String trial) {
        this.trial = trial;
    }

    void add(Event event) {
        switch (event) {
            case Event.TrialStarted it -> row("started", null, it.study() + "/" + it.variant());
            case Event.EpochDone it -> row("epoch", it.step(), it.digest());
            case Event.Checkpointed it -> row("checkpoint", it.step(), it.digest());
            case Event.Recorded it -> row("artifact", it.step(), it.name());
            case Event.TrialEnded it -> row("ended", null, it.status().name().toLowerCase(Locale.ROOT));
            case Event.Warned it -> row("warning", null, it.about() + ": " + it.message());
            case Event.StepDone _, Event.StudyStarted _, Event.StudyEnded _ -> {}
        }
    }

    private void row(String kind, @Nullable Long step, String about) {
        rows.add(new @Nullable Object[] {trial, (long) rows.size() + 1, kind, step, about});
    }

    List<@Nullable Object[]> rows() {
        return rows;
    }
}
