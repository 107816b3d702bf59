package org.recurve.datasets.augment;

import java.util.List;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Field;
import org.recurve.api.data.TrainingExample;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/** Turns each image about its centre, by an angle that is drawn uniformly; pixels are taken from the four around them. */
@Plugin(id = "rotate", version = 1, summary = "turns images about their centre by a random angle")
public final class Rotate implements Augmentation<Rotate.Config> {
    /** The settings. */
    public record Config(
            @Doc("degrees that an image is turned by at most, to either side") @Main @Above(0) @Max(180)
            double degrees,

            @Doc(Fill.DOC) @Default("zero") Fill fill) {}

    @Override
    public void check(Config config, List<Field> fields) {
        Images.check("rotate", fields);
    }

    @Override
    public void apply(Config config, TrainingExample example, Stream random) {
        double angle = StrictMath.toRadians((2 * random.uniform(0) - 1) * config.degrees());
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        Images images = Images.of(example);
        images.move(AffineMap.aroundCentre(cos, -sin, sin, cos, images.height(), images.width()), config.fill());
    }
}
