package org.recurve.optimization.initializer;

import org.recurve.api.model.Initializer;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * Each unit listens to {@code connections} of its inputs, chosen at random, with weights {@code N(0, deviation²)}; the
 * others begin at 0. So units differ however many inputs there are, and saturate no sooner (Martens, <i>Deep Learning
 * via Hessian-Free Optimization</i>, 2010, section 5). A unit with fewer inputs listens to all of them.
 */
@Plugin(id = "sparse", version = 1, summary = "N(0, deviation^2) on a few random inputs of each unit, 0 elsewhere")
public final class SparseInitializer implements Initializer<SparseInitializer.Config> {
    /** The settings. */
    public record Config(
            @Doc("inputs that a unit listens to") @Main @Default("15") @Min(1)
            int connections,

            @Doc("the standard deviation of their weights") @Default("1") @Above(0)
            double deviation) {}

    @Override
    public float[] draw(Config config, Weights weights, Stream random) {
        Matrices matrices = Matrices.of(weights);
        float[] values = new float[matrices.size()];
        for (int unit = 0; unit < matrices.count() * matrices.rows(); unit++) {
            int[] inputs = random.in("inputs").in(unit).permutation(matrices.columns());
            for (int i = 0; i < Math.min(config.connections(), inputs.length); i++) {
                int at = unit * matrices.columns() + inputs[i];
                values[at] = (float) (config.deviation() * random.normal(at));
            }
        }
        return values;
    }
}
