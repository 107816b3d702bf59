package org.recurve.export.live;

import java.util.HashMap;
import java.util.Map;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.TrialPlan;

/** Finds how the study names its trials; a trial that another study trained is named as this one plans it. */
final class TrialNames {
    private final Map<String, TrialPlan> plans = new HashMap<>();

    void learn(Event event) {
        if (event instanceof Event.StudyStarted study) {
            study.trials().forEach(plan -> plans.put(plan.trial(), plan));
        } else if (event instanceof Event.TrialStarted started) {
            plans.putIfAbsent(started.trial(), started.plan());
        }
    }

    TrialPlan of(String trial) {
        return plans.getOrDefault(trial, new TrialPlan(trial, trial.substring(trial.indexOf(':') + 1), "", 0));
    }
}
