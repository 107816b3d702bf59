package org.recurve.datasets.augment;

import java.util.List;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Field;
import org.recurve.api.data.TrainingExample;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Below;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/** Makes what an image shows larger or smaller about its centre, by a factor that is drawn uniformly around 1. */
@Plugin(id = "scale", version = 1, summary = "makes what images show larger or smaller at random")
public final class Zoom implements Augmentation<Zoom.Config> {
    /** The settings. */
    public record Config(
            @Doc("how far the factor is from 1 at most: 0.1 for 0.9 to 1.1") @Main @Above(0) @Below(1)
            double most,

            @Doc(Fill.DOC) @Default("zero") Fill fill) {}

    @Override
    public void check(Config config, List<Field> fields) {
        Images.check("scale", fields);
    }

    @Override
    public void apply(Config config, TrainingExample example, Stream random) {
        double step = 1 / (1 + (2 * random.uniform(0) - 1) * config.most());
        Images images = Images.of(example);
        images.move(AffineMap.aroundCentre(step, 0, 0, step, images.height(), images.width()), config.fill());
    }
}
