package org.recurve.datasets.augment;

import java.util.List;
import java.util.Optional;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Field;
import org.recurve.api.data.TrainingExample;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * Cuts a window out of each image, at a random place, and shows it in the image's size: of the padded image (He et al., <i>Deep Residual
 * Learning for Image Recognition</i>, 2016, 4.2), or a smaller one that is enlarged.
 */
@Plugin(id = "crop", version = 1, summary = "a window at a random place, of the padded image or enlarged")
public final class Crop implements Augmentation<Crop.Config> {
    /** The settings. */
    public record Config(
            @Doc(
                    "pixels that are added at each side before the window is cut; if left out 4, or none where size is below 1")
            @Main
            Optional<Integer> padding,

            @Doc("the window's sides, as a share of the image's; below 1 it is enlarged")
            @Default("1")
            @Above(0)
            @Max(1)
            double size,

            @Doc(Fill.DOC) @Default("zero") Fill fill) {
        public Config {
            if (padding.filter(pixels -> pixels < 0).isPresent()) {
                throw new InvalidSetting("padding is " + padding.get() + ", but must be at least 0");
            }
            if (padding.filter(pixels -> pixels == 0).isPresent() && size == 1) {
                throw new InvalidSetting(
                        "a window of the whole image without padding leaves images as they are; give padding, or a size below 1");
            }
        }
    }

    @Override
    public void check(Config config, List<Field> fields) {
        Images.check("crop", fields);
        Images.demandSeen("padding " + padding(config), padding(config), padding(config), fields);
    }

    @Override
    public void apply(Config config, TrainingExample example, Stream random) {
        Images images = Images.of(example);
        double share = config.size();
        images.move(
                new AffineMap(
                        share,
                        0,
                        from(random, 0, images.height(), config),
                        0,
                        share,
                        from(random, 1, images.width(), config)),
                config.fill());
    }

    private static int padding(Config config) {
        return config.padding().orElse(config.size() < 1 ? 0 : 4);
    }

    /** Returns where the window begins: at a whole pixel if it is not enlarged. */
    private static double from(Stream random, long draw, int extent, Config config) {
        int padding = padding(config);
        return config.size() == 1
                ? random.below(draw, 2 * padding + 1) - padding
                : random.uniform(draw) * (2 * padding + (1 - config.size()) * (extent - 1)) - padding;
    }
}
