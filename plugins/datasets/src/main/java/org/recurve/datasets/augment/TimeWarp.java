package org.recurve.datasets.augment;

import java.util.List;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Field;
import org.recurve.api.data.TrainingExample;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * Moves a step of a sequence to an earlier or later one, and stretches what is on either side, so that its length stays (Park et al.,
 * <i>SpecAugment</i>, 2019). Targets of single steps are moved to the nearest. Takes spectrograms as images, [channels,
 * features, steps], too.
 */
@Plugin(id = "time-warp", version = 1, summary = "stretches a part of each sequence and shortens the rest")
public final class TimeWarp implements Augmentation<TimeWarp.Config> {
    /** The settings. */
    public record Config(
            @Doc(
                    "how many steps a step is moved by at most; sequences of at most twice as many and one stay as they are")
            @Main
            @Min(1)
            int most) {}

    @Override
    public void check(Config config, List<Field> fields) {
        int steps = TimeAxis.check("time-warp", fields).steps();
        if (steps - 1 <= 2L * config.most()) {
            throw new InvalidSetting(
                    "time-warp by " + config.most() + " leaves all as they are, since none has more than " + steps
                            + " steps; " + (steps < 4 ? "remove it" : "give at most " + (steps - 2) / 2));
        }
    }

    @Override
    public void apply(Config config, TrainingExample example, Stream random) {
        TimeAxis axis = TimeAxis.of(example);
        int most = config.most();
        int last = axis.steps() - 1;
        if (last <= 2 * most) {
            return;
        }
        double moved = most + random.uniform(0) * (last - 2 * most);
        double to = moved + (2 * random.uniform(1) - 1) * most;
        warp(example.values(Field.INPUT), axis, moved, to);
        Shape target = example.shape(Field.TARGET);
        Shape input = example.shape(Field.INPUT);
        if (input.rank() == 2 && target.rank() > 0 && target.dim(0) == input.dim(0)) {
            nearest(example.values(Field.TARGET), target.size() / target.dim(0), axis.steps(), moved, to);
        }
    }

    /** Returns where a step comes from, when the step at {@code moved} has come to {@code to}. */
    private static double source(int step, double moved, double to, int last) {
        return step <= to ? moved / to * step : last - (last - moved) / (last - to) * (last - step);
    }

    private static void warp(float[] values, TimeAxis axis, double moved, double to) {
        float[] old = values.clone();
        int last = axis.steps() - 1;
        for (int step = 1; step < last; step++) {
            double from = Math.clamp(source(step, moved, to, last), 0, last);
            int before = (int) Math.min(from, last - 1);
            double share = from - before;
            for (int channel = 0; channel < axis.channels(); channel++) {
                for (int feature = 0; feature < axis.features(); feature++) {
                    double earlier = old[axis.at(channel, before, feature)];
                    double later = old[axis.at(channel, before + 1, feature)];
                    values[axis.at(channel, step, feature)] = (float) ((1 - share) * earlier + share * later);
                }
            }
        }
    }

    private static void nearest(float[] target, int each, int steps, double moved, double to) {
        float[] old = target.clone();
        for (int step = 1; step < steps - 1; step++) {
            double from = Math.clamp(source(step, moved, to, steps - 1), 0, steps - 1);
            System.arraycopy(old, (int) StrictMath.floor(from + 0.5) * each, target, step * each, each);
        }
    }
}
