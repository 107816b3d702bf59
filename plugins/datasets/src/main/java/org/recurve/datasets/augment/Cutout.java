package org.recurve.datasets.augment;

import java.util.List;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Field;
import org.recurve.api.data.TrainingExample;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * Covers a square of each image with one number; its centre is any pixel, so that a part of it may lie outside (DeVries and Taylor,
 * <i>Improved Regularization of Convolutional Neural Networks with Cutout</i>, 2017).
 */
@Plugin(id = "cutout", version = 1, summary = "covers a square at a random place of each image")
public final class Cutout implements Augmentation<Cutout.Config> {
    /** The settings. */
    public record Config(
            @Doc("pixels of the square's side") @Main @Min(1)
            int side,

            @Doc("the number that covers it") @Default("0") double value) {}

    @Override
    public void check(Config config, List<Field> fields) {
        Images.check("cutout", fields);
        Shape shape = Images.input(fields).shape();
        if (config.side() >= 2 * Math.max(shape.dim(1), shape.dim(2))) {
            throw new InvalidSetting("a square of " + config.side() + " pixels always covers all of an image of "
                    + shape.dim(1) + "×" + shape.dim(2) + "; give less than its height and width");
        }
    }

    @Override
    public void apply(Config config, TrainingExample example, Stream random) {
        Images images = Images.of(example);
        float[] values = example.values(Field.INPUT);
        int top = random.below(0, images.height()) - config.side() / 2;
        int left = random.below(1, images.width()) - config.side() / 2;
        int pixels = images.height() * images.width();
        for (int y = Math.max(0, top); y < Math.min(images.height(), top + config.side()); y++) {
            for (int x = Math.max(0, left); x < Math.min(images.width(), left + config.side()); x++) {
                for (int plane = 0; plane < values.length; plane += pixels) {
                    values[plane + y * images.width() + x] = (float) config.value();
                }
            }
        }
    }
}
