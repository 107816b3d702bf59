package org.recurve.recurrence;

import org.recurve.api.data.Field;
import org.recurve.api.model.BoundCell;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * Recurrence from output to hidden units: each step's cell reads {@code x(t)} and, behind it, the output of the step
 * before, {@code o(t) = c + V cell(x(t), y(t−1))} with {@code y(0) = 0} (<i>Deep Learning</i>, 10.2.1).
 *
 * <p>In training {@code y(t−1)} is the true output (teacher forcing), the model's own (free running), or one of them at
 * random for each step (scheduled sampling, Bengio et al. 2015, at a constant rate). In evaluation it is the model's own.
 * With a cell without memory ({@code feedforward}) and a teacher, no step waits for another, and all are done at once.
 *
 * <p>From [steps, features…] to [steps, outputs], 0 past an example's true length. The target has one output a step.
 * Parameters: the cell's, {@code V} [outputs, units], {@code c} [outputs].
 */
@Plugin(id = "output-to-hidden", version = 1, summary = "a cell that also reads the output of the step before")
public final class OutputToHidden implements Layer<OutputToHidden.Config> {
    /** Describes what goes from a step's output to the next step. */
    public enum Feedback {
        /** The output itself; the target is [steps, outputs]. */
        VALUES,
        /** 1 for the largest output and 0 for the others; the target is a class index for each step. */
        CHOICE,
        /** The softmax of the outputs; the target is a class index for each step. */
        PROBABILITIES
    }

    /** The settings. */
    public record Config(
            @Doc("what one step does; feedforward leaves the output as the only recurrence")
            Spec<Cell<?, ?>> cell,

            @Doc("size of the output at each step") @Min(1) int outputs,

            @Doc("how often training feeds back the model's own output instead of the true one: 0 is teacher forcing,"
                    + " 1 free running, between them scheduled sampling")
            @Default("0")
            @Min(0)
            @Max(1)
            double own,

            @Doc("what is fed back: the output's values, its largest as a choice, or its softmax (probabilities)")
            @Default("values")
            Feedback feedback) {}

    /** The cell's state, and what the step before said, [outputs]. */
    public record Fed(Record cell, Value said) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        SequenceValues.demand("output-to-hidden", x);
        Value sequence = SequenceValues.flat(x);
        if (!scope.training() || config.own() == 1) {
            return free(config, scope, sequence);
        }
        Value both = sequence.concat(1, before(config, scope, sequence.shape().dim(0)));
        return config.own() == 0 ? taught(config, scope, both) : sampled(config, scope, both);
    }

    private static Value taught(Config config, Scope scope, Value both) {
        BoundCell cell = scope.cell("cell", config.cell());
        return CarriedState.scan(scope, both, cell.start(), (now, state) -> {
                    Step<Record> step = cell.step(now, state);
                    return new Step<>(readout(config, scope, step.output()), step.state());
                })
                .outputs();
    }

    private static Value free(Config config, Scope scope, Value sequence) {
        return CarriedState.scan(
                        scope, sequence, start(config, scope), (now, fed) -> step(config, scope, now, fed.said(), fed))
                .outputs();
    }

    private static Value sampled(Config config, Scope scope, Value both) {
        int features = both.shape().dim(1) - config.outputs();
        return CarriedState.scan(scope, both, start(config, scope), (now, fed) -> {
                    Value truth = now.slice(0, features, features + config.outputs());
                    Value listens = scope.uniform("own", 1).greaterThan(config.own());
                    Value heard = listens.broadcast(truth.shape()).choose(truth, fed.said());
                    return step(config, scope, now.slice(0, 0, features), heard, fed);
                })
                .outputs();
    }

    private static Fed start(Config config, Scope scope) {
        return new Fed(scope.cell("cell", config.cell()).start(), scope.zeros(config.outputs()));
    }

    private static Step<Fed> step(Config config, Scope scope, Value x, Value heard, Fed fed) {
        Step<Record> step = scope.cell("cell", config.cell()).step(x.concat(0, heard), fed.cell());
        Value output = readout(config, scope, step.output());
        return new Step<>(output, new Fed(step.state(), said(config, scope, output)));
    }

    private static Value readout(Config config, Scope scope, Value h) {
        return scope.linear("V", h, config.outputs(), scope.bias("c", config.outputs()));
    }

    private static Value said(Config config, Scope scope, Value output) {
        return switch (config.feedback()) {
            case VALUES -> output;
            case PROBABILITIES -> output.softmax(0);
            case CHOICE -> output.argmax(0).equalTo(classes(config, scope));
        };
    }

    /** Returns the true output of the step before, for all steps, [steps, outputs]. */
    private static Value before(Config config, Scope scope, int steps) {
        Value target = scope.field(Field.TARGET)
                .orElseThrow(() -> new InvalidSetting("output-to-hidden is taught by the target, but the examples have"
                        + " none; train it free running with \"own: 1\""));
        Value truth = switch (config.feedback()) {
            case VALUES -> demand(target, config, Shape.of(steps, config.outputs()));
            case CHOICE, PROBABILITIES -> {
                scope.demandClass(
                        Field.TARGET,
                        config.outputs(),
                        "output-to-hidden is taught by the classes of the steps before; correct the example or leave it"
                                + " out, or raise outputs");
                yield demand(target, config, Shape.of(steps)).reshape(steps, 1).equalTo(classes(config, scope));
            }
        };
        return CarriedState.behind(scope, "taught", truth, 1).slice(0, 0, steps);
    }

    private static Value demand(Value target, Config config, Shape shape) {
        if (target.shape().size() != shape.size()) {
            throw new InvalidSetting("output-to-hidden is taught by a target of [" + shape + "], one output a step for"
                    + " the feedback of " + config.feedback().name().toLowerCase(java.util.Locale.ROOT)
                    + ", but the examples' target is [" + target.shape()
                    + "]; use a data set with a target for each step, or train it free running with \"own: 1\"");
        }
        return target.reshape(shape.toArray());
    }

    private static Value classes(Config config, Scope scope) {
        return scope.constant(SequenceValues.ascending(config.outputs()), config.outputs());
    }
}
