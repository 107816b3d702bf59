package org.recurve.recurrence;

import org.recurve.api.model.Activation;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;

/** Plugins of other families, as small as tests need them. */
final class Specs {
    static final Spec<Activation<?>> TANH = new Spec<>(new Squash(), new NoConfig());
    static final Spec<Activation<?>> RELU = new Spec<>(new Rectify(), new NoConfig());
    static final Spec<Initializer<?>> NORMAL = new Spec<>(new Normal(), new NoConfig());

    private Specs() {}

    static ElmanCell.Config elman(int units) {
        return new ElmanCell.Config(units, TANH, NORMAL, NORMAL);
    }

    static GruCell.Config gru(int units, GruCell.Reset reset) {
        return new GruCell.Config(units, reset, NORMAL, NORMAL);
    }

    static LstmCell.Config lstm(int units) {
        return new LstmCell.Config(
                units, true, LstmCell.Forget.GATE, true, true, true, false, false, NORMAL, NORMAL, NORMAL);
    }

    @Plugin(id = "squash", summary = "tanh x")
    static final class Squash implements Activation<NoConfig> {
        @Override
        public Value apply(NoConfig config, Value x) {
            return x.tanh();
        }
    }

    @Plugin(id = "rectify", summary = "relu x")
    static final class Rectify implements Activation<NoConfig> {
        @Override
        public Value apply(NoConfig config, Value x) {
            return x.relu();
        }
    }

    /** {@code c + V x}, of two units. */
    @Plugin(id = "affine", summary = "c + V x")
    static final class Affine implements Layer<NoConfig> {
        @Override
        public Value forward(NoConfig config, Scope scope, Value x) {
            return scope.linear("V", x, 2, scope.bias("c", 2));
        }
    }

    @Plugin(id = "half-normal", summary = "normal with a deviation of a half")
    static final class Normal implements Initializer<NoConfig> {
        @Override
        public float[] draw(NoConfig config, Weights of, Stream random) {
            float[] values = new float[of.shape().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (0.5 * random.normal(i));
            }
            return values;
        }
    }
}
