package org.recurve.recurrence;

import java.util.Optional;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * Each step reads from all steps of its sequence, the more from those that answer its question (Vaswani et al., <i>Attention Is All
 * You Need</i>, 2017, section 3.2). With queries {@code q = Q x}, keys {@code k = K x} and values {@code v = V x}, head by head, each of
 * d = units / heads features: {@code a(t, s) = softmax over s of q(t) · k(s) / √d}, {@code r(t) = Σₛ a(t, s) v(s)}, and from the heads
 * side by side {@code y(t) = O r(t)}.
 *
 * <p>From [steps, features…] to [steps, units]. Steps past an example's true length are asked by none, and hold 0. Parameters:
 * {@code Q}, {@code K}, {@code V} [units, features] and {@code O} [units, units]. There are no biases. Which step is which the layer
 * does not know: say so in the input, or let a convolution or a recurrence go before.
 */
@Plugin(id = "attention", version = 1, summary = "each step reads from all steps: softmax(q k / sqrt(d)) v, in heads")
public final class SelfAttention implements Layer<SelfAttention.Config> {
    /** The settings. */
    public record Config(
            @Doc("how many attentions there are side by side, each with its part of the units") @Default("1") @Min(1)
            int heads,

            @Doc("size of the output at each step, of all heads together; that of the input if not given") @Min(1)
            Optional<Integer> units,

            @Doc("whether a step reads only from itself and earlier ones") @Default("false")
            boolean causal,

            @Doc("how the matrices Q, K, V and O begin") @Default("glorot")
            Spec<Initializer<?>> initializer) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        SequenceValues.demand("attention", x);
        Value sequence = SequenceValues.flat(x);
        int units = config.units().orElse(sequence.shape().dim(1));
        if (units % config.heads() != 0) {
            throw new InvalidSetting("attention shares its units out among its heads, and " + config.heads()
                    + " heads do not divide " + units + " units evenly; set units to a multiple of heads");
        }
        int width = units / config.heads();
        Value queries = perStep(config, scope, "Q", sequence, units).times(1 / StrictMath.sqrt(width));
        Value keys = perStep(config, scope, "K", sequence, units);
        Value values = perStep(config, scope, "V", sequence, units);
        Value scores = heads(queries, config.heads())
                .transpose(1, 0, 2)
                .matmul(heads(keys, config.heads()).transpose(1, 2, 0));
        Value read = (config.causal() ? earlier(scope, scores) : scores)
                .softmax(2)
                .matmul(heads(values, config.heads()).transpose(1, 0, 2));
        Value together = read.transpose(1, 0, 2).reshape(sequence.shape().dim(0), units);
        return perStep(config, scope, "O", together, units);
    }

    private static Value perStep(Config config, Scope scope, String name, Value sequence, int units) {
        return scope.eachStep(sequence, step -> {
            int inputs = step.shape().size();
            return step.linear(
                    scope.weight(name, config.initializer(), new Weights(Shape.of(units, inputs), inputs, units)));
        });
    }

    /** Returns the features [steps, units] as [steps, heads, features of a head]. */
    private static Value heads(Value features, int heads) {
        return features.reshape(features.shape().dim(0), heads, -1);
    }

    /** Returns the scores [heads, steps, steps] with −∞ for steps that are yet to come. */
    private static Value earlier(Scope scope, Value scores) {
        int steps = scores.shape().dim(1);
        float[] allowed = new float[steps * steps];
        for (int i = 0; i < allowed.length; i++) {
            allowed[i] = i % steps <= i / steps ? 1 : 0;
        }
        return scope.constant(allowed, steps, steps).choose(scores, scope.constant(Double.NEGATIVE_INFINITY));
    }
}
