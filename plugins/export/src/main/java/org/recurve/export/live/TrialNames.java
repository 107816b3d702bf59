package org.recurve.export.live;

import java.util.HashMap;
import java.util.Map;
import org.recurve.api.event.Event;

/** How the study names its trials; a trial that another study trained is named as this one plans it. */
final class TrialNames {
    private final Map<String, TrialName> names = new HashMap<>();

    /** A trial's place in the study; {@code task} may be empty. */
    record TrialName(String variant, String task, long seed) {}

    void learn(Event event) {
        if (event instanceof Event.StudyStarted study) {
            study.trials().forEach(it -> names.put(it.trial(), new TrialName(it.variant(), it.task(), it.seed())));
        } else if (event instanceof Event.TrialStarted it) {
            names.putIfAbsent(it.trial(), new TrialName(it.variant(), it.task(), it.seed()));
        }
    }

    TrialName of(String trial) {
        return names.getOrDefault(trial, new TrialName(trial.substring(trial.indexOf(':') + 1), "", 0));
    }
}
