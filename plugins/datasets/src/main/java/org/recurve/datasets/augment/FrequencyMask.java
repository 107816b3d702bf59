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
 * Covers some neighbouring features of a sequence by 0, at a random place (Park et al., <i>SpecAugment</i>, 2019). Takes
 * spectrograms as images, [channels, features, steps], too.
 */
@Plugin(id = "frequency-mask", version = 1, summary = "covers some neighbouring features of each sequence")
public final class FrequencyMask implements Augmentation<FrequencyMask.Config> {
    /** The settings. */
    public record Config(
            @Doc("how many features are covered at most; each number from 0 on is equally likely") @Main @Min(1)
            int most,

            @Doc("how many stretches are covered") @Default("1") @Min(1)
            int count) {}

    @Override
    public void check(Config config, List<Field> fields) {
        TimeAxis.demandSeen(
                config.most(), TimeAxis.check("frequency-mask", fields).features(), "features");
    }

    @Override
    public void apply(Config config, TrainingExample example, Stream random) {
        TimeAxis axis = TimeAxis.of(example);
        float[] values = example.values(Field.INPUT);
        for (int mask = 0; mask < config.count(); mask++) {
            int width = Math.min(axis.features(), random.below(2L * mask, config.most() + 1));
            int from = random.below(2L * mask + 1, axis.features() - width + 1);
            axis.cover(values, 0, axis.steps(), from, width);
        }
    }
}
