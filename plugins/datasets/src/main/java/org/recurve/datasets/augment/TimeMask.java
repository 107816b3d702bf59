package org.recurve.datasets.augment;

import java.util.List;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Field;
import org.recurve.api.data.TrainingExample;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * Covers some neighbouring steps of a sequence by 0, at a random place (Park et al., <i>SpecAugment</i>, 2019). Takes
 * spectrograms as images, [channels, features, steps], too.
 */
@Plugin(id = "time-mask", version = 1, summary = "covers some neighbouring steps of each sequence")
public final class TimeMask implements Augmentation<TimeMask.Config> {
    /** The settings. */
    public record Config(
            @Doc("how many steps are covered at most; each number from 0 on is equally likely") @Main @Min(1)
            int most,

            @Doc("how many stretches are covered") @Default("1") @Min(1)
            int count) {}

    @Override
    public void check(Config config, List<Field> fields) {
        TimeAxis.demandSeen(config.most(), TimeAxis.check("time-mask", fields).steps(), "steps");
    }

    @Override
    public void apply(Config config, TrainingExample example, Stream random) {
        TimeAxis axis = TimeAxis.of(example);
        float[] values = example.values(Field.INPUT);
        for (int mask = 0; mask < config.count(); mask++) {
            int width = Math.min(axis.steps(), random.below(2L * mask, config.most() + 1));
            int from = random.below(2L * mask + 1, axis.steps() - width + 1);
            axis.cover(values, from, width, 0, axis.features());
        }
    }
}
