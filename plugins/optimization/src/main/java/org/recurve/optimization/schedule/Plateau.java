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
 * Falls when nothing gets better: once the validation loss has not come below {@code (1 − threshold) · best} for more
 * than {@code patience} epochs in a row, the value is multiplied by {@code factor} and the count begins anew (PyTorch's
 * {@code ReduceLROnPlateau} in its relative mode). Without a validation split the training loss counts.
 */
@Plugin(
        id = "plateau",
        version = 1,
        summary = "from, multiplied by factor whenever the validation loss stops improving")
public final class Plateau implements Schedule<Plateau.Config> {
    /** The settings. */
    public record Config(
            @Doc("the value at first") @Main @Above(0) double from,

            @Doc("what each fall multiplies by") @Default("0.1") @Above(0) @Below(1)
            double factor,

            @Doc("epochs without progress that are borne") @Default("10") @Min(0)
            int patience,

            @Doc("which part of the best loss counts as progress") @Default("1e-4") @Min(0) @Below(1)
            double threshold,

            @Doc("the value does not fall below this") @Default("0") @Min(0)
            double least) {
        public Config {
            if (least > from) {
                throw new InvalidSetting("plateau goes down from " + from + ", but least is " + least
                        + ", which is more; lower least, or begin above it");
            }
        }
    }

    @Override
    public double at(Config config, Progress progress) {
        double value = config.from();
        double best = Double.POSITIVE_INFINITY;
        int waited = 0;
        for (double loss : progress.losses()) {
            boolean progressed = loss < best * (1 - config.threshold());
            best = progressed ? loss : best;
            waited = progressed ? 0 : waited + 1;
            if (waited > config.patience()) {
                value = Math.max(config.least(), value * config.factor());
                waited = 0;
            }
        }
        return value;
    }
}
