package earlier;

import org.recurve.api.model.Pooling;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.model.Window;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * Between maximum and mean, in a proportion that is learnt: {@code σ(a) max + (1 − σ(a)) mean}, with one {@code a} for
 * all windows, 0 at first (Lee, Gallagher, Tu, <i>Generalizing Pooling Functions</i>, 2016).
 */
@Plugin(id = "earlier-mixed", version = 1, summary = "p max + (1 - p) mean, p learnt")
public final class MixedPooling implements Pooling<NoConfig> {
    @Override
    public Value reduce(NoConfig config, Scope scope, Window window) {
        Value share = scope.bias("a", 1).sigmoid();
        Value mean = window.sum().dividedBy(window.count());
        return mean.plus(share.times(window.max().minus(mean)));
    }
}
