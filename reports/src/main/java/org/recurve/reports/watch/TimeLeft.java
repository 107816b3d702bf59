package org.recurve.reports.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.reports.follow.FollowedTrial;
import org.recurve.reports.follow.TrialState;
import org.recurve.reports.text.NumberText;

/** Describes how long a study still takes, between what it takes if all trials are as fast as the fastest and as slow as the slowest. */
record TimeLeft(Duration least, Duration most) {
    /** Nothing is known before a trial's first epoch ends, and nothing goes on where none is running. */
    static Optional<TimeLeft> of(List<FollowedTrial> trials) {
        List<FollowedTrial> running = trials.stream()
                .filter(trial -> trial.state() == TrialState.RUNNING)
                .toList();
        List<Double> whole = new ArrayList<>();
        for (FollowedTrial trial : trials) {
            if (trial.state() == TrialState.FINISHED) {
                trial.measured().ifPresent(took -> whole.add((double) took.toMillis()));
            } else if (trial.state() == TrialState.RUNNING && trial.progress() > 0) {
                whole.add(trial.trained().toMillis() / trial.progress());
            }
        }
        if (whole.isEmpty() || running.isEmpty()) {
            return Optional.empty();
        }
        double trialsLeft = trials.stream()
                .filter(trial -> !trial.state().isEnded())
                .mapToDouble(trial -> 1 - trial.progress())
                .sum();
        double longest = running.stream()
                .mapToDouble(trial -> 1 - trial.progress())
                .max()
                .orElse(0);
        double rounds = Math.max(longest, trialsLeft / running.size());
        double fastest = whole.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double slowest = whole.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return Optional.of(new TimeLeft(millis(rounds * fastest), millis(rounds * slowest)));
    }

    private static Duration millis(double count) {
        return Duration.ofMillis((long) count);
    }

    /** {@code 3 min to 5 min}. */
    String text() {
        String low = rounded(least);
        String high = rounded(most);
        return low.equals(high) ? "about " + low : low + " to " + high;
    }

    private static String rounded(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return Math.max(1, seconds) + " s";
        }
        return seconds < 3600 ? Math.round(seconds / 60.0) + " min" : NumberText.fixed(seconds / 3600.0, 1) + " h";
    }
}
