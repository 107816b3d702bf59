package org.recurve.regularization;

import java.util.Arrays;
import java.util.Optional;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;

/** The gain γ of a normalization, whose parameter {@code gain} is γ − 1 or γ itself: what a penalty makes small differs. */
final class NormalizationGain {
    static final String DOC =
            "where weight decay draws the gain: to 1, where the parameter is gain - 1 and begins with 0,"
                    + " or to 0, where it is the gain itself and begins with 1; 1 if left out";

    private static final Spec<Initializer<?>> ONES = new Spec<>(new Ones(), new NoConfig());

    private NormalizationGain() {}

    static Value of(Scope scope, Optional<Integer> decaysTo, int... dims) {
        return decaysTo.filter(one -> one == 0).isPresent()
                ? scope.weight("gain", ONES, new Weights(Shape.of(dims), 1, 1))
                : scope.bias("gain", dims).plus(1);
    }

    /** Ones. */
    @Plugin(id = "ones", version = 1, summary = "ones")
    static final class Ones implements Initializer<NoConfig> {
        @Override
        public float[] draw(NoConfig config, Weights weights, Stream random) {
            float[] ones = new float[weights.shape().size()];
            Arrays.fill(ones, 1);
            return ones;
        }
    }
}
