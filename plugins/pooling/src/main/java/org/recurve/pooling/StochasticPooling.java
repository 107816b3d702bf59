package org.recurve.pooling;

import org.recurve.api.model.Pooling;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.model.Window;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * Stochastic pooling (Zeiler and Fergus, <i>Stochastic Pooling for Regularization of Deep Convolutional Neural
 * Networks</i>, 2013). With {@code pᵢ = aᵢ / Σ aₖ}, training draws one element of the window, {@code y = aₗ} with
 * {@code l ~ p}, and evaluation weights them, {@code y = Σ pᵢ aᵢ}.
 *
 * <p>It follows a rectifier: elements below 0 count as 0. A window without any element above 0 gives 0. Each window,
 * channel, example and step has a draw of its own, whatever the batch; in training the gradient goes to the element
 * drawn.
 */
@Plugin(
        id = "stochastic",
        version = 1,
        summary = "training draws an element by its share of the sum, evaluation weights")
public final class StochasticPooling implements Pooling<NoConfig> {
    @Override
    public Value reduce(NoConfig config, Scope scope, Window window) {
        return scope.training() ? drawn(scope, window) : weighted(window);
    }

    private static Value weighted(Window window) {
        Value total = window.sum(Value::relu);
        Value squares = window.sum(a -> a.relu().square());
        Value isZero = total.equalTo(0);
        return squares.dividedBy(isZero.choose(isZero, total));
    }

    /** Returns the first element at which the sum of the shares so far exceeds a uniform draw. */
    private static Value drawn(Scope scope, Window window) {
        Value elements = window.values().relu();
        int size = elements.shape().dim(0);
        Value[] sums = new Value[size];
        sums[0] = elements.at(0, 0);
        for (int i = 1; i < size; i++) {
            sums[i] = sums[i - 1].plus(elements.at(0, i));
        }
        int channels = elements.shape().dim(1);
        Value mark = scope.uniform("draw", channels).times(sums[size - 1]);
        // A draw that rounds up to 1 exceeds no sum; it takes the largest, which is no element that has no share.
        Value chosen = window.max().relu();
        for (int i = size - 1; i >= 0; i--) {
            chosen = sums[i].greaterThan(mark).choose(elements.at(0, i), chosen);
        }
        return chosen;
    }
}
