package org.recurve.example;

import org.recurve.api.model.Initializer;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/** A matrix that begins as {@code gain · I}, so that a recurrence begins by remembering (Le, Jaitly, Hinton 2015). */
@Plugin(id = "example-identity", version = 1, summary = "gain on the diagonal of [units, inputs], 0 elsewhere")
public final class IdentityExample implements Initializer<IdentityExample.Config> {
    /** The settings. */
    public record Config(
            @Doc("the diagonal's value") @Main @Default("1") double gain) {}

    @Override
    public float[] draw(Config config, Weights weights, Stream random) {
        int columns = weights.shape().rank() == 0 ? 1 : weights.shape().dim(-1);
        float[] values = new float[weights.shape().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / columns == i % columns ? (float) config.gain() : 0;
        }
        return values;
    }
}
