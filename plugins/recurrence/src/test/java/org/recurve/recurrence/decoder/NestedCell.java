package org.recurve.recurrence.decoder;

import java.util.List;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;

/** {@code h = tanh(U x + W h)} as a stranger might write it: its state is a list in a record in a record. */
@Plugin(id = "nested", summary = "h = tanh(U x + W h)")
public final class NestedCell implements Cell<NestedCell.Config, NestedCell.State> {
    static final Spec<Initializer<?>> NORMAL = new Spec<>(new Normal(), new NoConfig());

    /** The settings. */
    public record Config(int units) {}

    /** What the state holds. */
    public record Inner(List<Value> values) {}

    /** The state. */
    public record State(Inner inner) {}

    @Override
    public State start(Config config, Scope scope) {
        return new State(new Inner(List.of(scope.zeros(config.units()))));
    }

    @Override
    public Step<State> step(Config config, Scope scope, Value x, State state) {
        Value h = state.inner().values().getFirst();
        Value driven = scope.linear("U", NORMAL, x, config.units(), scope.zeros(config.units()));
        Value next = scope.linear("W", NORMAL, h, config.units(), driven).tanh();
        return new Step<>(next, new State(new Inner(List.of(next))));
    }

    /** Draws far from zero, so that no two symbols are alike. */
    @Plugin(id = "normal-one", summary = "standard normal")
    static final class Normal implements Initializer<NoConfig> {
        @Override
        public float[] draw(NoConfig config, Weights weights, Stream random) {
            float[] values = new float[weights.shape().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.normal(i);
            }
            return values;
        }
    }
}
