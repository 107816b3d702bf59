package org.recurve.recurrence;

import java.util.Optional;
import org.recurve.api.model.BoundCell;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * A cell run over a sequence, each step beginning with the state that the step before left behind: recurrence from
 * hidden to hidden units (Goodfellow, Bengio, Courville, <i>Deep Learning</i>, 10.2).
 *
 * <p>From [steps, features…] to the outputs of all steps, [steps, output…], 0 past an example's true length, or to the
 * output of the last true step, [output…]. Where sequences are cut into chunks, the state is carried across.
 *
 * <p>{@code gradient-steps: k} is truncated back-propagation through time for one output at the end: its gradient reaches the last
 * {@code k} steps, and the state before them counts as a constant. A step of the training takes as long as without it.
 */
@Plugin(id = "recurrent", version = 1, summary = "a cell run over a sequence, from hidden to hidden units")
public final class Recurrent implements Layer<Recurrent.Config> {
    /** Says which outputs of the cell are the layer's. */
    public enum Output {
        /** The output of the last step that the example truly has. */
        LAST,
        /** The outputs of all steps. */
        ALL
    }

    /** The settings. */
    public record Config(
            @Doc("what one step does") Spec<Cell<?, ?>> cell,

            @Doc("which steps' outputs to give: last or all") @Default("last")
            Output output,

            @Doc("of one output at the end, how many steps back its gradient goes; to the first step without it")
            Optional<Integer> gradientSteps) {
        public Config {
            checkGradientSteps(gradientSteps, output);
        }

        /** A gradient that goes back to the first step. */
        public Config(Spec<Cell<?, ?>> cell, Output output) {
            this(cell, output, Optional.empty());
        }
    }

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        SequenceValues.demand("recurrent", x);
        BoundCell cell = scope.cell("cell", config.cell());
        Value outputs = CarriedState.scan(scope, scope, x, cell.start(), cell::step, config.gradientSteps())
                .outputs();
        return switch (config.output()) {
            case ALL -> outputs;
            case LAST -> SequenceValues.last(scope, outputs);
        };
    }

    /** Refuses a cut that means nothing: fewer than one step, or outputs at all steps, of which each would need its own. */
    static void checkGradientSteps(Optional<Integer> gradientSteps, Output output) {
        gradientSteps.filter(steps -> steps < 1).ifPresent(steps -> {
            throw new InvalidSetting("gradient-steps is " + steps
                    + ", but must be at least 1; leave it out for a gradient through all steps");
        });
        if (gradientSteps.isPresent() && output == Output.ALL) {
            throw new InvalidSetting(
                    "gradient-steps counts back from one output at the end, but \"output: all\" has one at"
                            + " every step; cut the sequences into chunks with train: {truncate: " + gradientSteps.get()
                            + "}, or give the last output");
        }
    }
}
