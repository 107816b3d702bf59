package org.recurve.optimization.loss;

import java.util.Optional;
import org.recurve.api.model.Loss;
import org.recurve.api.model.OutputMeaning;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * The hinge for several classes, {@code Σ_{c ≠ target} max(0, margin + output[c] − output[target])}: wrong classes cost
 * nothing once they are a margin behind (Weston and Watkins, <i>Support Vector Machines for Multi-Class Pattern
 * Recognition</i>, 1999).
 *
 * <p>Output [classes], target a scalar class index from 0. For a sequence, output [steps, classes], target [steps], and
 * the loss is the mean over the example's true steps.
 */
@Plugin(
        id = "hinge",
        version = 1,
        summary = "the sum over wrong classes of max(0, margin + output[c] - output[target])")
public final class HingeLoss implements Loss<HingeLoss.Config> {
    /** The settings. */
    public record Config(
            @Doc("how far the right class must be ahead") @Main @Default("1") @Above(0)
            double margin,

            @Doc(MeanOver.DOC) Optional<MeanOver> over) {
        /** Returns a mean over sequences. */
        public Config(double margin) {
            this(margin, Optional.empty());
        }
    }

    @Override
    public boolean weighsTargets(Config config) {
        return MeanOver.isTokens(config.over());
    }

    @Override
    public OutputMeaning meaning(Config config) {
        return OutputMeaning.SCORES;
    }

    @Override
    public Value loss(Config config, Scope scope, Value output, Value target) {
        ClassIndex classes = ClassIndex.of("hinge", scope, output, target);
        Value chosen = classes.chosen(scope, target);
        Value scores = classes.rows(output);
        Value none = scope.zeros(classes.steps(), classes.classes());
        Value right = chosen.choose(scores, none).sum(1).reshape(classes.steps(), 1);
        Value excess = scores.minus(right).plus(config.margin()).relu();
        return classes.mean(scope, config.over(), chosen.choose(none, excess).sum(1));
    }
}
