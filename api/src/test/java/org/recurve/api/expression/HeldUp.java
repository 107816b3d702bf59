package org.recurve.api.expression;

import org.recurve.api.data.Field;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Plugin;

/**
 * Gradients through time made visible, and held up: a tap added to each state has the adjoint of that state, which
 * reports can read and the model can use, as the regulariser Ω of Pascanu, Mikolov, Bengio (2013) does.
 */
@Plugin(
        id = "held-up",
        summary = "a simple recurrence with one answer, and a penalty where |dE/dh| changes from step to step")
public final class HeldUp implements Layer<HeldUp.Config> {
    public record Config(int units, int outputs, double strength) {}

    public record State(Value h) {}

    @Override
    public Value forward(Config c, Scope s, Value x) {
        int steps = x.shape().dim(0);
        int features = x.shape().dim(1);
        Value tap = s.tap("h", steps, c.units());
        Value h = s.scan(x.concat(1, tap), new State(s.zeros(c.units())), (both, state) -> {
                    Value driven = s.linear("U", both.slice(0, 0, features), c.units(), s.bias("b", c.units()));
                    Value next = s.linear("W", state.h(), c.units(), driven)
                            .tanh()
                            .plus(both.slice(0, features, features + c.units()));
                    return new Step<>(next, new State(next));
                })
                .state()
                .h();
        Value answer = s.linear("V", h, c.outputs());
        s.field(Field.TARGET).ifPresent(target -> {
            Value error = answer.minus(target).square().mean();
            s.penalty("omega", omega(error.gradient(tap).getFirst()).times(c.strength()));
        });
        return answer;
    }

    /** {@code Ω = Σ_k (‖∂E/∂h_k‖ / ‖∂E/∂h_{k+1}‖ − 1)²}; the denominator is held constant. */
    private static Value omega(Value adjoints) {
        int steps = adjoints.shape().dim(0);
        Value norms = adjoints.square().sum(1).sqrt();
        Value ratios =
                norms.slice(0, 0, steps - 1).dividedBy(norms.slice(0, 1, steps).stopGradient());
        return ratios.minus(1).square().sum();
    }
}
