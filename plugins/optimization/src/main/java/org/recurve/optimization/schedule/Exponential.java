package org.recurve.optimization.schedule;

import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Schedule;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Plugin;

/** Smooth decay, {@code from · factor^e} after {@code e} epochs, falling a little with every step. */
@Plugin(id = "exponential", version = 1, summary = "from factor^epochs")
public final class Exponential implements Schedule<Exponential.Config> {
    /** The settings. */
    public record Config(
            @Doc("the value at first") @Main @Above(0) double from,

            @Doc("what an epoch multiplies by") @Above(0) @Max(1)
            double factor) {}

    @Override
    public double at(Config config, Progress progress) {
        return config.from() * StrictMath.pow(config.factor(), progress.elapsed());
    }
}
