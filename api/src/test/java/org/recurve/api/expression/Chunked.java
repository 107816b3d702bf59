package org.recurve.api.expression;

import org.recurve.api.model.Layer;
import org.recurve.api.model.Scanned;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Plugin;

/**
 * Truncated back-propagation through time: each chunk begins with the state the last one left, and no gradient crosses.
 */
@Plugin(id = "chunked", summary = "h = tanh(b + U x + W h), h carried from chunk to chunk")
public final class Chunked implements Layer<Chunked.Config> {
    public record Config(int units) {}

    public record State(Value h) {}

    @Override
    public Value forward(Config c, Scope s, Value x) {
        Scanned<State> run = s.scan(x, new State(s.carried("h", c.units())), (now, state) -> {
            Value driven = s.linear("U", now, c.units(), s.bias("b", c.units()));
            Value h = s.linear("W", state.h(), c.units(), driven).tanh();
            return new Step<>(h, new State(h));
        });
        s.carry("h", run.state().h());
        return run.outputs();
    }
}
