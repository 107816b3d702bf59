package org.recurve.pooling;

import org.recurve.api.model.Pooling;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.model.Window;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * L2 pooling, {@code y = √(1/n Σ h²)} over the {@code n} elements that exist (Jarrett, Kavukcuoglu, Ranzato, LeCun,
 * <i>What is the Best Multi-Stage Architecture for Object Recognition?</i>, 2009).
 *
 * <p>Where all elements are 0 the derivative, which does not exist there, is taken as 0. {@code h²} is a float, so magnitudes
 * lie between 10⁻¹⁹ and 10¹⁹: smaller ones lose digits and count as 0 below 10⁻²³.
 */
@Plugin(id = "l2", version = 1, summary = "the root of the mean square of the window's elements")
public final class L2Pooling implements Pooling<NoConfig> {
    @Override
    public Value reduce(NoConfig config, Scope scope, Window window) {
        return SafeRoots.ofPositive(window.sum(Value::square).dividedBy(window.count()), Value::sqrt);
    }
}
