package org.recurve.app.listen;

import java.util.Map;
import org.recurve.api.event.Event;

/** Says which event is meant, in a few words. */
final class EventText {
    private static final int DIGITS = "sha256:".length() + 12;

    private EventText() {}

    /** @param titles of trials by identity */
    static String of(Event event, Map<String, String> titles) {
        return switch (event) {
            case Event.StudyStarted _ -> "the start of the study";
            case Event.StudyEnded _ -> "the end of the study";
            case Event.Warned _ -> "a warning";
            case Event.OfTrial ofTrial -> of(ofTrial) + " of " + title(ofTrial.trial(), titles);
        };
    }

    private static String of(Event.OfTrial event) {
        return switch (event) {
            case Event.TrialStarted _ -> "the start";
            case Event.TrialEnded _ -> "the end";
            case Event.StepDone step -> "step " + step.step();
            case Event.EpochDone epoch -> "epoch " + epoch.epoch();
            case Event.Checkpointed checkpointed -> "the checkpoint after step " + checkpointed.step();
            case Event.Recorded recorded -> "the record " + recorded.name();
        };
    }

    private static String title(String trial, Map<String, String> titles) {
        return titles.getOrDefault(
                trial, "the trial " + trial.substring("sha256:".length(), Math.min(DIGITS, trial.length())));
    }
}
