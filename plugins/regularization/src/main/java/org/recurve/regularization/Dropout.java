package org.recurve.regularization;

import java.util.Arrays;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Below;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * Dropout: training sets each element to 0 with probability {@code p} and divides the others by {@code 1 − p}, so that
 * their mean stays; evaluation changes nothing (Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, <i>Dropout: A
 * Simple Way to Prevent Neural Networks from Overfitting</i>, 2014, in its inverted form).
 *
 * <p>With {@code spatial: true} a channel [channels, extents…] is kept or dropped as a whole, since neighbouring positions
 * say much the same (Tompson, Goroshin, Jain, LeCun, Bregler, <i>Efficient Object Localization Using Convolutional
 * Networks</i>, 2015). Every example and step has draws of its own, whatever the batch.
 */
@Plugin(id = "dropout", version = 2, summary = "training drops elements by chance, evaluation none")
public final class Dropout implements Layer<Dropout.Config> {
    /** The settings. */
    public record Config(
            @Doc("p, the probability that an element is dropped") @Main @Default("0.5") @Min(0) @Below(1)
            double rate,

            @Doc("whether whole channels are dropped, instead of single elements") @Default("false")
            boolean spatial) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        if (!scope.training() || config.rate() == 0) {
            return x;
        }
        int[] dims = x.shape().toArray();
        if (config.spatial() && dims.length > 0) {
            Arrays.fill(dims, 1, dims.length, 1);
        }
        // Chosen rather than multiplied by the mask: what is dropped contributes nothing, not even a NaN.
        Value dropped = scope.constant(config.rate(), dims).greaterThan(scope.uniform("mask", dims));
        return dropped.choose(scope.zeros(), x.dividedBy(1 - config.rate()));
    }
}
