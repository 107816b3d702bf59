package org.recurve.bench.recurve;

import org.recurve.api.model.Cell;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/** An LSTM as a stranger writes it: the forward step for one example. */
@Plugin(id = "lstm-by-hand", version = 1, summary = "an LSTM in a page")
public final class LstmByHand implements Cell<LstmByHand.Config, LstmByHand.State> {
    /** The settings. */
    public record Config(int units, Spec<Initializer<?>> weights) {}

    /** Output and memory, [units] each. */
    public record State(Value h, Value c) {}

    @Override
    public State start(Config config, Scope scope) {
        return new State(scope.zeros(config.units()), scope.zeros(config.units()));
    }

    @Override
    public Step<State> step(Config config, Scope scope, Value x, State state) {
        Value i = net(config, scope, "i", x, state.h()).sigmoid();
        Value f = net(config, scope, "f", x, state.h()).sigmoid();
        Value z = net(config, scope, "z", x, state.h()).tanh();
        Value o = net(config, scope, "o", x, state.h()).sigmoid();
        Value c = f.times(state.c()).plus(i.times(z));
        Value h = o.times(c.tanh());
        return new Step<>(h, new State(h, c));
    }

    private static Value net(Config config, Scope scope, String gate, Value x, Value h) {
        Value driven =
                scope.linear("U-" + gate, config.weights(), x, config.units(), scope.bias("b-" + gate, config.units()));
        return scope.linear("W-" + gate, config.weights(), h, config.units(), driven);
    }
}
