package org.recurve.testkit;

import java.util.List;
import java.util.Optional;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Sharing;
import org.recurve.api.model.Value;
import org.recurve.api.model.Weights;
import org.recurve.api.model.Windowing;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;

/** A sharing pattern in a small convolution. */
@Plugin(id = "convolved", summary = "a sharing pattern in a small convolution")
final class ConvolvedSharing implements Layer<ConvolvedSharing.Config> {
    record Config(Spec<Sharing<?>> sharing) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        Windowing windowing = Windowing.of(new Extents(List.of(3, 2)));
        Convolution convolution = new Convolution(3, windowing, 1, Optional.of(config.sharing()));
        return x.convolve(
                convolution, scope.weight("w", DrawnKernel.SPEC, DrawnKernel.weights(convolution.weights(x.shape()))));
    }

    /** Standard normal draws, halved. */
    @Plugin(id = "drawn", summary = "N(0, 1/4)")
    static final class DrawnKernel implements Initializer<NoConfig> {
        static final Spec<Initializer<?>> SPEC = new Spec<>(new DrawnKernel(), new NoConfig());

        static Weights weights(Shape shape) {
            return new Weights(shape, 1, 1);
        }

        @Override
        public float[] draw(NoConfig config, Weights parameter, Stream random) {
            float[] values = new float[parameter.shape().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (0.5 * random.normal(i));
            }
            return values;
        }
    }
}
