package org.recurve.optimization.schedule;

import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Schedule;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Below;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * A momentum that rises from ½ towards 1: {@code min(1 − 2^(−1 − log₂(⌊t / every⌋ + 1)), most)}, which is
 * {@code min(1 − ½ / (⌊t / every⌋ + 1), most)}, at step {@code t} counted from 0 (Sutskever, Martens, Dahl, Hinton, <i>On
 * the Importance of Initialization and Momentum in Deep Learning</i>, 2013, equation 5).
 */
@Plugin(id = "gathering", version = 1, summary = "min(1 - 0.5 / (floor(step / every) + 1), most)")
public final class Gathering implements Schedule<Gathering.Config> {
    /** The settings. */
    public record Config(
            @Doc("what it never exceeds") @Main @Default("0.99") @Above(0) @Below(1)
            double most,

            @Doc("steps between two rises") @Default("250") @Min(1)
            int every) {
        public Config {
            if (most < 0.5) {
                throw new InvalidSetting("gathering rises from 0.5, but most is " + most
                        + ", which is less; raise most, or write the number alone for a constant");
            }
        }
    }

    @Override
    public double at(Config config, Progress progress) {
        double rises = Math.floorDiv(progress.step(), config.every());
        return Math.min(1 - 0.5 / (rises + 1), config.most());
    }
}
