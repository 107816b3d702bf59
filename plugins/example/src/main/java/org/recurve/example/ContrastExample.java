package org.recurve.example;

import java.util.List;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Field;
import org.recurve.api.data.TrainingExample;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Below;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/** Moves the numbers of each input away from their mean, or towards it, by a factor that is drawn uniformly around 1. */
@Plugin(id = "example-contrast", version = 1, summary = "moves inputs away from their mean, or towards it")
public final class ContrastExample implements Augmentation<ContrastExample.Config> {
    /** The settings. */
    public record Config(
            @Doc("how far the factor is from 1 at most") @Main @Default("0.2") @Above(0) @Below(1)
            double most) {}

    @Override
    public void check(Config config, List<Field> fields) {
        for (Field field : fields) {
            if (field.name().equals(Field.INPUT) && !field.classes().isEmpty()) {
                throw new InvalidSetting("contrast is one of numbers, but inputs are indices of classes; remove it");
            }
        }
    }

    @Override
    public void apply(Config config, TrainingExample example, Stream random) {
        double factor = 1 + (2 * random.uniform(0) - 1) * config.most();
        float[] values = example.values(Field.INPUT);
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (mean + factor * (values[i] - mean));
        }
    }
}
