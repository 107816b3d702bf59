package org.recurve.api.optimize;

import org.recurve.api.plugin.Spec;

/**
 * Says how large the learning rate is at each step of a training. An optimizer has a setting {@code Spec<Schedule<?>>};
 * a bare number in a file stands for the schedule {@code constant}.
 */
public interface Schedule<C extends Record> {
    /** Returns the value at the step that is about to be taken: finite, and not negative. */
    double at(C config, Progress progress);

    /** The value of a schedule that stands among an optimizer's settings. */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    static double at(Spec<Schedule<?>> schedule, Progress progress) {
        return schedule.call("at", () -> ((Schedule<Record>) schedule.plugin()).at(schedule.config(), progress));
    }
}
