package org.recurve.recurrence;

import org.recurve.api.data.Field;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scanned;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * A simple recurrence that names a class at its end, {@code a_k = b + W h_{k−1} + U x_k}, {@code h_k = tanh(a_k)},
 * {@code o = c + V h}, with a regularizer that keeps gradients from vanishing on their way back: with
 * {@code δ_k = ∂E/∂a_k}, the training's loss has {@code α Ω} more, {@code Ω} being the mean of
 * {@code (‖δ_{k+1} W diag(1 − h_k²)‖² / ‖δ_{k+1}‖² − 1)²} over the steps at which a gradient arrives (Pascanu, Mikolov,
 * Bengio, <i>On the Difficulty of Training Recurrent Neural Networks</i>, 2013, section 3.3). Their formula has norms and a
 * sum; squared norms, the mean, and {@code ‖δ‖² ≥ 10⁻²⁰} for a gradient that arrives are those of the program they
 * published, so that {@code α} is what it is there, whatever the length.
 *
 * <p>As in the paper the gradient of {@code Ω} is that by {@code W} alone: {@code δ} and {@code h} are held constant. The
 * regularizer takes {@code E} to be the cross-entropy of {@code softmax(o)} and the target, a class index, and is to be
 * trained on that loss.
 *
 * <p>Input [steps, features], output [classes].
 */
@Plugin(
        id = "held-gradient",
        version = 2,
        summary = "an elman classifier, and a penalty where |dE/da| changes from step to step")
public final class GradientNormRegularizer implements Layer<GradientNormRegularizer.Config> {
    /** The settings. */
    public record Config(
            @Doc("hidden units") @Main @Min(1) int units,

            @Doc("classes") @Min(2) int classes,

            @Doc("weight of the regularizer relative to the loss, α; none if 0") @Default("0") @Min(0)
            double strength,

            @Doc("how U begins") @Default("glorot") Spec<Initializer<?>> inputWeights,

            @Doc("how W begins") @Default("glorot") Spec<Initializer<?>> recurrentWeights,

            @Doc("how V begins") @Default("glorot") Spec<Initializer<?>> outputWeights) {}

    /** The hidden units, [units]. */
    public record State(Value h) {}

    /** A smaller {@code ‖δ‖²} is no gradient that could be held. */
    private static final double ARRIVES = 1e-20;

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        SequenceValues.demand("held-gradient", x);
        Value steps = SequenceValues.flat(x);
        int units = config.units();
        int features = steps.shape().dim(1);
        Value tap = scope.tap("a", steps.shape().dim(0), units);
        Scanned<State> run = scope.scan(steps.concat(1, tap), new State(scope.zeros(units)), (both, state) -> {
            Value in = both.slice(0, 0, features);
            Value driven = scope.linear("U", config.inputWeights(), in, units, scope.bias("b", units));
            Value a = scope.linear("W", config.recurrentWeights(), state.h(), units, driven);
            Value h = a.plus(both.slice(0, features, features + units)).tanh();
            return new Step<>(h, new State(h));
        });
        Value output = scope.linear(
                "V", config.outputWeights(), run.state().h(), config.classes(), scope.bias("c", config.classes()));
        if (scope.training() && config.strength() > 0) {
            scope.field(Field.TARGET).ifPresent(target -> {
                scope.demandClass(
                        Field.TARGET,
                        config.classes(),
                        "held-gradient has one output for each of its classes; correct the example or leave it out, or"
                                + " raise classes");
                Value error = output.logSoftmax(0).gather(target).negate();
                Value omega = omega(config, scope, error.gradient(tap).getFirst(), run.outputs());
                scope.penalty("omega", omega.times(config.strength()));
            });
        }
        return output;
    }

    /** {@code Ω} of the adjoints δ and the hidden units, both [steps, units]. */
    private static Value omega(Config config, Scope scope, Value adjoints, Value hidden) {
        int steps = hidden.shape().dim(0);
        int units = config.units();
        Value later = adjoints.slice(0, 1, steps).stopGradient();
        // Behind an example's end the adjoints are 0: no step there counts.
        Value slopes = scope.withPadding(hidden)
                .slice(0, 0, steps - 1)
                .square()
                .negate()
                .plus(1)
                .stopGradient();
        Value back = scope.weight("W", config.recurrentWeights(), new Weights(Shape.of(units, units), units, units))
                .transpose(1, 0);
        Value arrived = scope.scan(
                        later, new Scope.NoState(), (delta, nothing) -> new Step<>(delta.linear(back), nothing))
                .outputs()
                .times(slopes);
        Value norms = later.square().sum(1);
        Value none = scope.constant(1, steps - 1); // where no gradient arrives, there is nothing to be held
        Value arrives = norms.greaterThan(ARRIVES);
        Value ratios = arrives.choose(arrived.square().sum(1).dividedBy(arrives.choose(norms, none)), none);
        return ratios.minus(1).square().sum().dividedBy(arrives.sum().max(scope.constant(1)));
    }
}
