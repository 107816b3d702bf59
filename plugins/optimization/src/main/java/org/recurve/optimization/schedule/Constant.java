package org.recurve.optimization.schedule;

import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Schedule;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/** Keeps the learning rate the same throughout. */
@Plugin(id = "constant", version = 1, summary = "the same value throughout")
public final class Constant implements Schedule<Constant.Config> {
    /** The settings. */
    public record Config(@Doc("the value") @Main @Above(0) double value) {}

    @Override
    public double at(Config config, Progress progress) {
        return config.value();
    }
}
