package org.recurve.storage.view;

import java.time.Duration;
import java.util.Map;
import org.recurve.api.event.Event;

/**
 * A finished epoch of a trial.
 *
 * @param epoch counted as the trial counts
 * @param step steps taken by its end
 * @param metrics by qualified name ({@code validation.accuracy})
 * @param digest SHA-256 over the state at its end
 */
public record EpochView(int epoch, long step, Map<String, Double> metrics, String digest, Duration measured) {
    public EpochView {
        metrics = Map.copyOf(metrics);
    }

    public static EpochView of(Event.EpochDone it) {
        return new EpochView(it.epoch(), it.step(), it.metrics(), it.digest(), it.measured());
    }
}
