package org.recurve.datasets.augment;

import java.util.List;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Field;
import org.recurve.api.data.TrainingExample;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/** Adds a normal number to each number of the input, of images, sequences and tables alike; what is past a sequence's end stays 0. */
@Plugin(id = "noise", version = 1, summary = "adds normal noise to inputs")
public final class Noise implements Augmentation<Noise.Config> {
    /** The settings. */
    public record Config(
            @Doc("the noise's standard deviation; of inputs as the model reads them") @Main @Above(0)
            double deviation) {}

    @Override
    public void check(Config config, List<Field> fields) {
        Field input = Images.input(fields);
        if (!input.classes().isEmpty()) {
            throw new InvalidSetting(
                    "noise is added to numbers, but inputs are " + Images.described(input) + "; remove it");
        }
    }

    @Override
    public void apply(Config config, TrainingExample example, Stream random) {
        float[] values = example.values(Field.INPUT);
        Shape shape = example.shape(Field.INPUT);
        int present = shape.rank() == 0 ? 1 : values.length / shape.dim(0) * example.steps();
        for (int i = 0; i < present; i += 2) { // both of Box and Muller's numbers, of halves of 64 bits
            long bits = random.bits(i);
            double u = ((bits >>> 32) + 1) * 0x1p-32;
            double angle = 2 * StrictMath.PI * ((bits & 0xffffffffL) * 0x1p-32);
            double radius = config.deviation() * StrictMath.sqrt(-2 * StrictMath.log(u));
            values[i] = (float) (values[i] + radius * StrictMath.cos(angle));
            if (i + 1 < present) {
                values[i + 1] = (float) (values[i + 1] + radius * StrictMath.sin(angle));
            }
        }
    }
}
