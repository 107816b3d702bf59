package org.recurve.datasets.augment;

import java.util.List;
import java.util.Optional;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Field;
import org.recurve.api.data.TrainingExample;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/** Moves each image by whole pixels, up or down and left or right, each number of them equally likely. */
@Plugin(id = "shift", version = 1, summary = "moves images by a few whole pixels")
public final class Shift implements Augmentation<Shift.Config> {
    /** The settings. */
    public record Config(
            @Doc("pixels that an image is moved by at most, to each side") @Main @Min(0)
            int most,

            @Doc("how far up and down at most, if it is not the same")
            Optional<Integer> vertical,

            @Doc(Fill.DOC) @Default("zero") Fill fill) {
        public Config {
            if (vertical.filter(rows -> rows < 0).isPresent() || most == 0 && vertical.orElse(0) == 0) {
                throw new InvalidSetting("shift moves by at least one pixel, not by " + most + " and "
                        + vertical.orElse(most) + "; give more, or remove it");
            }
        }
    }

    @Override
    public void check(Config config, List<Field> fields) {
        Images.check("shift", fields);
        int rows = config.vertical().orElse(config.most());
        Images.demandSeen("shift by " + Math.max(rows, config.most()), rows, config.most(), fields);
    }

    @Override
    public void apply(Config config, TrainingExample example, Stream random) {
        int vertical = config.vertical().orElse(config.most());
        int rows = random.below(0, 2 * vertical + 1) - vertical;
        int columns = random.below(1, 2 * config.most() + 1) - config.most();
        Images.of(example).move(AffineMap.shifted(rows, columns), config.fill());
    }
}
