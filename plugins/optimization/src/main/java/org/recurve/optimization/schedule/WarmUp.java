package org.recurve.optimization.schedule;

import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Schedule;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * A gentle start: another schedule's value, multiplied by {@code (step + 1) / n} during the first {@code n} steps (Goyal
 * et al., <i>Accurate, Large Minibatch SGD</i>, 2017, section 2.2). The other schedule counts from the training's start,
 * too, so that a cosine still ends with the last epoch.
 */
@Plugin(
        id = "warm-up",
        version = 1,
        summary = "another schedule, multiplied by (step + 1) / n during the first n steps")
public final class WarmUp implements Schedule<WarmUp.Config> {
    /** The settings. */
    public record Config(
            @Doc("how long it takes, in epochs; fractions are allowed") @Above(0)
            double epochs,

            @Doc("the schedule that is reached") Spec<Schedule<?>> then) {}

    @Override
    public double at(Config config, Progress progress) {
        double steps = config.epochs() * progress.stepsPerEpoch();
        return Schedule.at(config.then(), progress) * Math.min(1, (progress.step() + 1) / steps);
    }
}
