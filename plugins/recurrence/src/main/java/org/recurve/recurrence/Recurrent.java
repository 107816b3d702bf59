package org.recurve.recurrence;

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
 * A cell run over a sequence, each step beginning with the state that the step before left behind: recurrence from
 * hidden to hidden units (Goodfellow, Bengio, Courville, <i>Deep Learning</i>, 10.2).
 *
 * <p>From [steps, features…] to the outputs of all steps, [steps, output…], 0 past an example's true length, or to the
 * output of the last true step, [output…]. Where sequences are cut into chunks, the state is carried across.
 */
@Plugin(id = "recurrent", version = 1, summary = "a cell run over a sequence, from hidden to hidden units")
public final class Recurrent implements Layer<Recurrent.Config> {
    /** Which outputs of the cell are the layer's. */
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
            Output output) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        SequenceValues.demand("recurrent", x);
        BoundCell cell = scope.cell("cell", config.cell());
        Value outputs = CarriedState.scan(scope, x, cell.start(), cell::step).outputs();
        return switch (config.output()) {
            case ALL -> outputs;
            case LAST -> SequenceValues.last(scope, outputs);
        };
    }
}
