package org.recurve.app.verify;

import java.time.Duration;
import org.recurve.app.display.AmountText;
import org.recurve.app.display.DisplayRow;
import org.recurve.storage.view.TrialView;

/** Says that a trial's weights are not kept, and what it takes to have them. */
public final class RetrainText {
    private RetrainText() {}

    /** {@code baseline/1: its weights are not kept (…)}. */
    public static String missing(TrialView trial) {
        return DisplayRow.of(trial).title()
                + ": its weights are not kept (it was trained by an earlier version, or with" + " weights: none)";
    }

    /** {@code baseline/1: its weights are not kept (…). Training it again takes about 12 s, …}. */
    public static String needed(TrialView trial) {
        String time = trial.measured()
                .filter(measured -> measured.compareTo(Duration.ZERO) > 0)
                .map(measured -> "takes about " + AmountText.seconds(measured.toMillis() / 1000.0)
                        + ", as long as the first time")
                .orElse("takes an unknown time");
        return missing(trial) + ". Training it again " + time + "; give the same command with --retrain to do so";
    }
}
