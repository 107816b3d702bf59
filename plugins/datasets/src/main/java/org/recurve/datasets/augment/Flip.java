package org.recurve.datasets.augment;

import java.util.List;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Field;
import org.recurve.api.data.TrainingExample;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/** Mirrors some images: left and right, top and bottom, or each of the two by itself. */
@Plugin(id = "flip", version = 1, summary = "mirrors some images, at random")
public final class Flip implements Augmentation<Flip.Config> {
    /** The settings. */
    public record Config(
            @Doc("horizontal (left becomes right), vertical, or both, each by itself") @Main @Default("horizontal")
            Direction direction,

            @Doc("the share of images that are mirrored") @Default("0.5") @Min(0) @Max(1)
            double probability) {}

    /** Says which sides are exchanged. */
    public enum Direction {
        /** Left and right. */
        HORIZONTAL,
        /** Top and bottom. */
        VERTICAL,
        /** Either, or both. */
        BOTH
    }

    @Override
    public void check(Config config, List<Field> fields) {
        Images.check("flip", fields);
    }

    @Override
    public void apply(Config config, TrainingExample example, Stream random) {
        boolean horizontal = config.direction() != Direction.VERTICAL && random.uniform(0) < config.probability();
        boolean vertical = config.direction() != Direction.HORIZONTAL && random.uniform(1) < config.probability();
        if (horizontal || vertical) {
            Images images = Images.of(example);
            images.move(
                    AffineMap.aroundCentre(
                            vertical ? -1 : 1, 0, 0, horizontal ? -1 : 1, images.height(), images.width()),
                    Fill.ZERO);
        }
    }
}
