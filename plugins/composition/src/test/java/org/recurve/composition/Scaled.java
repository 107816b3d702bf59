package org.recurve.composition;

import java.util.List;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Part;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;

/** y = f x + w x with a trained w that begins as random as its name says, and only its first channels kept. */
@Plugin(id = "scaled", summary = "y = f x + w x")
final class Scaled implements Layer<Scaled.Config> {
    record Config(double factor, int channels) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        Weights one = new Weights(Shape.of(1), 1, 1);
        Value w = scope.weight("w", new Spec<Initializer<?>>(new Small(), new NoConfig()), one);
        return x.times(config.factor()).plus(x.times(w)).slice(0, 0, config.channels());
    }

    static Part part(String name, double factor, int channels) {
        return new Part(name, new Spec<>(new Scaled(), new Config(factor, channels)));
    }

    static Layers layers(Part... parts) {
        return new Layers(List.of(parts));
    }

    /** A small number drawn for the parameter's name. */
    @Plugin(id = "small", summary = "U(0, 1/1000)")
    static final class Small implements Initializer<NoConfig> {
        @Override
        public float[] draw(NoConfig config, Weights of, Stream random) {
            return new float[] {(float) (random.uniform(0) / 1000)};
        }
    }
}
