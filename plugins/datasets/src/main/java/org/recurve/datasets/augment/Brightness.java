package org.recurve.datasets.augment;

import java.util.List;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Field;
import org.recurve.api.data.TrainingExample;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/** Adds one number to all pixels of an image, drawn uniformly for each image. What comes of it is not cut to the range of images. */
@Plugin(id = "brightness", version = 1, summary = "adds a random number to all pixels of an image")
public final class Brightness implements Augmentation<Brightness.Config> {
    /** The settings. */
    public record Config(
            @Doc(
                    "the largest number that is added or taken away; of pixels as the model reads them, from 0 to 1 if they are"
                            + " not scaled")
            @Main
            @Above(0)
            double most) {}

    @Override
    public void check(Config config, List<Field> fields) {
        Images.check("brightness", fields);
    }

    @Override
    public void apply(Config config, TrainingExample example, Stream random) {
        double more = (2 * random.uniform(0) - 1) * config.most();
        float[] values = example.values(Field.INPUT);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] + more);
        }
    }
}
