package org.recurve.storage.view;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.recurve.api.event.Event;
import org.recurve.api.event.Provenance;

/** The folders of a store that can be read, and what refers to what: what deleting is decided by. */
public record StoreContents(List<RunContents> runs, List<TrialContents> trials) {
    public StoreContents {
        runs = List.copyOf(runs);
        trials = List.copyOf(trials);
    }

    /**
     * A run of a study.
     *
     * @param folder relative to the store
     * @param latest whether it is the study's latest run, which says what the study is
     * @param trials identities of all that it planned
     */
    public record RunContents(Path folder, String study, boolean latest, Set<String> trials) {
        public RunContents {
            trials = Set.copyOf(trials);
        }
    }

    /**
     * A folder of a trial; further runs of one trial lie in others.
     *
     * @param folder relative to the store
     * @param study whose run began it
     * @param provenance what it was made with
     * @param measured how long it took; empty until it ended
     */
    public record TrialContents(
            Path folder, Event.TrialPlan trial, String study, Provenance provenance, Optional<Duration> measured) {
        public String identity() {
            return trial.trial();
        }
    }
}
