package org.recurve.reports.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Describes how many are still waiting for something at each time, where some were not watched until it came: the product-limit
 * estimate {@code S(t) = ∏ (1 − dᵢ / nᵢ)} over the times up to t (Kaplan and Meier, <i>JASA</i> 53, 1958).
 *
 * @param steps ascending in time, one for each time at which it came for some
 */
public record KaplanMeier(List<SurvivalStep> steps) {
    public KaplanMeier {
        steps = List.copyOf(steps);
    }

    /** A subject that was watched until {@code time}, when it came, or when watching ended: then the time is censored. */
    public record WatchedSubject(double time, boolean came) {}

    /**
     * Describes what happened at a time.
     *
     * @param waiting how many were still watched just before; those censored at that time are among them
     * @param came for how many of them it came
     * @param left the share still waiting after it
     */
    public record SurvivalStep(double time, int waiting, int came, double left) {}

    public static KaplanMeier of(List<WatchedSubject> all) {
        List<WatchedSubject> ascending = all.stream()
                .sorted(Comparator.comparingDouble(WatchedSubject::time))
                .toList();
        List<SurvivalStep> steps = new ArrayList<>();
        double left = 1;
        for (int i = 0; i < ascending.size(); ) {
            double time = ascending.get(i).time();
            int waiting = ascending.size() - i;
            int came = 0;
            while (i < ascending.size() && ascending.get(i).time() == time) {
                came += ascending.get(i).came() ? 1 : 0;
                i++;
            }
            if (came > 0) {
                left *= 1 - (double) came / waiting;
                steps.add(new SurvivalStep(time, waiting, came, left));
            }
        }
        return new KaplanMeier(steps);
    }

    /** Returns the first time at which no more than half are still waiting; empty if that was not seen. */
    public OptionalDouble median() {
        return steps.stream()
                .filter(step -> step.left() <= 0.5)
                .mapToDouble(SurvivalStep::time)
                .findFirst();
    }
}
