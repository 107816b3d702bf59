package org.recurve.engine.spec;

import java.time.Duration;
import java.util.Optional;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Min;

/** Says when a training leaves a checkpoint, and how many of them are kept. No number depends on it, and so no identity. */
public record CheckpointRule(
        @Doc("steps from one checkpoint to the next, counted from the trial's beginning")
        Optional<Integer> steps,

        @Doc("minutes from one to the next; half a minute if neither steps nor minutes are given")
        Optional<Double> minutes,

        @Doc("how many of a trial are kept, the latest ones; recurve verify --sample parts a finished trial at them")
        @Default("1")
        @Min(1)
        int keep) {
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final double SECONDS_PER_MINUTE = 60;
    private static final double MOST_MINUTES = 1e6;

    /** Every half minute, in place of the one before. */
    public static final CheckpointRule EACH_HALF_MINUTE = new CheckpointRule(Optional.empty(), Optional.empty(), 1);

    public CheckpointRule {
        steps.filter(number -> number < 1).ifPresent(number -> {
            throw new InvalidSetting("steps is " + number + ", but must be at least 1; omit it to go by minutes");
        });
        minutes.filter(number -> !(number > 0 && number <= MOST_MINUTES)).ifPresent(number -> {
            throw new InvalidSetting(
                    "minutes is " + number + ", but must be above 0 and at most 1e6; omit it to" + " go by steps");
        });
    }

    /**
     * Returns whether one is due before the next step.
     *
     * @param step steps taken, of which {@code saved} stand in the last checkpoint
     * @param since the last checkpoint; negative if the clock was set back meanwhile, and nobody knows how long ago it was
     */
    public boolean due(long step, long saved, Duration since) {
        return step > saved
                && (steps.map(each -> step % each == 0).orElse(false)
                        || interval()
                                .map(each -> since.isNegative() || since.compareTo(each) >= 0)
                                .orElse(false));
    }

    private Optional<Duration> interval() {
        return minutes.map(number -> Duration.ofMillis(StrictMath.round(number * SECONDS_PER_MINUTE * 1000)))
                .or(() -> steps.isPresent() ? Optional.empty() : Optional.of(USUAL));
    }
}
