package org.recurve.api.expression;

import org.recurve.api.data.Field;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Plugin;

/** Recurrence from output to hidden units alone: training is given the true outputs, so no step waits for another. */
@Plugin(id = "output-to-hidden", summary = "h = tanh(b + U x + W y(t-1)), o = c + V h; y is the target in training")
public final class OutputToHidden implements Layer<OutputToHidden.Config> {
    public record Config(int units, int outputs) {}

    public record Previous(Value output) {}

    public record Nothing() {}

    @Override
    public Value forward(Config c, Scope s, Value x) {
        return s.training() ? taught(c, s, x, s.field(Field.TARGET).orElseThrow()) : free(c, s, x);
    }

    private static Value taught(Config c, Scope s, Value x, Value target) {
        int steps = x.shape().dim(0);
        int features = x.shape().dim(1);
        Value before = target.pad(0, 1, 0).slice(0, 0, steps);
        return s.scan(x.concat(1, before), new Nothing(), (both, nothing) -> {
                    Value now = both.slice(0, 0, features);
                    Value previous = both.slice(0, features, features + c.outputs());
                    return new Step<>(output(c, s, now, previous), nothing);
                })
                .outputs();
    }

    private static Value free(Config c, Scope s, Value x) {
        return s.scan(x, new Previous(s.zeros(c.outputs())), (now, previous) -> {
                    Value output = output(c, s, now, previous.output());
                    return new Step<>(output, new Previous(output));
                })
                .outputs();
    }

    private static Value output(Config c, Scope s, Value x, Value previous) {
        Value driven = s.linear("U", x, c.units(), s.bias("b", c.units()));
        Value h = s.linear("W", previous, c.units(), driven).tanh();
        return s.linear("V", h, c.outputs(), s.bias("c", c.outputs()));
    }
}
