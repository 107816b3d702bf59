package org.recurve.optimization.initializer;

import java.util.Arrays;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * Every element the same. A weight matrix that begins so keeps its units alike for ever; it is meant for biases and
 * gains.
 */
@Plugin(id = "constant", version = 1, summary = "every element the same")
public final class ConstantInitializer implements Initializer<ConstantInitializer.Config> {
    /** The settings. */
    public record Config(
            @Doc("the value of each element") @Main double value) {}

    @Override
    public float[] draw(Config config, Weights weights, Stream random) {
        float[] values = new float[weights.shape().size()];
        Arrays.fill(values, (float) config.value());
        return values;
    }
}
