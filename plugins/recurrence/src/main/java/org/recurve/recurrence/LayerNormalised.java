package org.recurve.recurrence;

import java.util.HashSet;
import java.util.Set;
import org.recurve.api.model.BoundCell;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * Any cell whose sums are normalised over their units: each product {@code a = W x} that the cell declares by
 * {@link Scope#linear} becomes {@code g ⊙ (a − mean a) / √(var a + ε)}, with a gain {@code g} that begins with 1; the
 * cell's biases are added afterwards (Ba, Kiros, Hinton, <i>Layer Normalization</i>, 2016, equations 4 and 20: input and
 * recurrent products apart, each gate by itself). An lstm's memory is not normalised.
 *
 * <p>Parameters: the cell's, and for each of its matrices {@code W} the gain less one, {@code W.gain} [units].
 */
@Plugin(id = "layer-normalised", version = 1, summary = "a cell whose products W x are normalised over their units")
public final class LayerNormalised implements Cell<LayerNormalised.Config, Record> {
    /** The settings. */
    public record Config(
            @Doc("the cell inside") Spec<Cell<?, ?>> cell,

            @Doc("ε, added to the variance") @Default("1e-5") @Above(0)
            double epsilon) {}

    @Override
    public Record start(Config config, Scope scope) {
        return inside(config, scope, new HashSet<>()).start();
    }

    @Override
    public Step<Record> step(Config config, Scope scope, Value x, Record state) {
        Set<String> normalised = new HashSet<>();
        Step<Record> step = inside(config, scope, normalised).step(x, state);
        if (normalised.isEmpty()) {
            throw new InvalidSetting(
                    "there is nothing to normalise in " + config.cell().id()
                            + ": it declares no product by scope.linear; use the cell without the wrapper");
        }
        return step;
    }

    private static BoundCell inside(Config config, Scope scope, Set<String> normalised) {
        return new NormalisedScope(scope, config.epsilon(), normalised).cell("cell", config.cell());
    }
}
