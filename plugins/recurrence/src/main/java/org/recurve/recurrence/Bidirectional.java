package org.recurve.recurrence;

import java.util.Optional;
import org.recurve.api.model.BoundCell;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * Two cells run over a sequence, one forwards and one backwards from the example's true end, their outputs side by side
 * (Schuster and Paliwal, <i>Bidirectional Recurrent Neural Networks</i>, 1997). A dense layer on each step then gives
 * {@code y(t) = softmax(W h(t) + W̃ h̃(t))}.
 *
 * <p>From [steps, features…] to [steps, forward + backward] for all steps, 0 past the true length; or, for the last, to
 * what each cell gives after it has seen the whole sequence, [forward + backward]. Where sequences are cut into chunks, the
 * forward cell's state is carried across; the backward cell begins at the end of each chunk, since the next is still unread.
 */
@Plugin(id = "bidirectional", version = 1, summary = "two cells run over a sequence, one of them backwards")
public final class Bidirectional implements Layer<Bidirectional.Config> {
    /** The settings. */
    public record Config(
            @Doc("what one step does") Spec<Cell<?, ?>> cell,

            @Doc("what one step backwards does; the same kind of cell, with parameters of its own, unless given")
            Optional<Spec<Cell<?, ?>>> backward,

            @Doc("which steps' outputs to give: last or all") @Default("last")
            Recurrent.Output output,

            @Doc(
                    "of one output at the end, how many steps back the gradient goes in each direction; to each one's first step"
                            + " without it")
            Optional<Integer> gradientSteps) {
        public Config {
            Recurrent.checkGradientSteps(gradientSteps, output);
        }

        /** Gradients that go through all steps. */
        public Config(Spec<Cell<?, ?>> cell, Optional<Spec<Cell<?, ?>>> backward, Recurrent.Output output) {
            this(cell, backward, output, Optional.empty());
        }
    }

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        SequenceValues.demand("bidirectional", x);
        BoundCell onwards = scope.cell("forward", config.cell());
        Value there = SequenceValues.flat(
                CarriedState.scan(scope, scope.in("forward"), x, onwards.start(), onwards::step, config.gradientSteps())
                        .outputs());
        BoundCell cell = scope.cell("backward", config.backward().orElse(config.cell()));
        Value back = SequenceValues.flat(
                CarriedState.cut(scope.in("backward"), x.reverse(0), cell.start(), cell::step, config.gradientSteps())
                        .outputs());
        return switch (config.output()) {
            case ALL -> there.concat(1, back.reverse(0));
            case LAST -> SequenceValues.last(scope, there).concat(0, SequenceValues.last(scope, back));
        };
    }
}
