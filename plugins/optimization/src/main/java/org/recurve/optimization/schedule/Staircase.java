package org.recurve.optimization.schedule;

import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Schedule;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/** A staircase, {@code from · factor^⌊e / every⌋} after {@code e} epochs. */
@Plugin(id = "step", version = 1, summary = "from factor^floor(epochs / every)")
public final class Staircase implements Schedule<Staircase.Config> {
    /** The settings. */
    public record Config(
            @Doc("the value at first") @Main @Above(0) double from,
            @Doc("epochs from one fall to the next") @Min(1) int every,

            @Doc("what each fall multiplies by") @Default("0.1") @Above(0) @Max(1)
            double factor) {}

    @Override
    public double at(Config config, Progress progress) {
        return config.from() * StrictMath.pow(config.factor(), progress.epoch() / config.every());
    }
}
