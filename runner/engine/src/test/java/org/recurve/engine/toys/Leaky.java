package org.recurve.engine.toys;

import org.recurve.api.model.Layer;
import org.recurve.api.model.Scanned;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** {@code h(t) = w h(t−1) + x(t)} with a {@code w} of one element; {@code h} is carried from chunk to chunk. */
@Plugin(id = "leaky", summary = "h = w h + x")
public final class Leaky implements Layer<NoConfig> {
    public record State(Value h) {}

    @Override
    public Value forward(NoConfig config, Scope scope, Value x) {
        Scanned<State> run = scope.scan(x, new State(scope.carried("h", 1)), (now, state) -> {
            Value h = scope.linear("w", state.h(), 1, now);
            return new Step<>(h, new State(h));
        });
        scope.carry("h", run.state().h());
        return run.outputs();
    }
}
