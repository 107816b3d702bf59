package org.recurve.optimization.schedule;

import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Schedule;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * Half a cosine, {@code to + ½ (from − to) (1 + cos(π t))}, where {@code t} goes from 0 to 1 over all planned epochs:
 * slow at both ends (Loshchilov and Hutter, <i>SGDR</i>, 2017, equation 5, without restarts).
 */
@Plugin(id = "cosine", version = 1, summary = "to + (from - to) (1 + cos(pi t)) / 2, t from 0 to 1 over all epochs")
public final class Cosine implements Schedule<Cosine.Config> {
    /** The settings. */
    public record Config(
            @Doc("the value at first") @Main @Above(0) double from,

            @Doc("what is reached after the last epoch") @Default("0") @Min(0)
            double to) {
        public Config {
            if (to > from) {
                throw new InvalidSetting("cosine goes down from " + from + ", but ends at " + to
                        + ", which is more; exchange the two, or put a warm-up before it");
            }
        }
    }

    @Override
    public double at(Config config, Progress progress) {
        double done = Math.min(1, progress.elapsed() / progress.epochs());
        return config.to() + (config.from() - config.to()) * (1 + StrictMath.cos(StrictMath.PI * done)) / 2;
    }
}
