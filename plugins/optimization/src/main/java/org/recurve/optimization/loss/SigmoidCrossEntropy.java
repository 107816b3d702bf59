package org.recurve.optimization.loss;

import java.util.List;
import java.util.Optional;
import org.recurve.api.model.Loss;
import org.recurve.api.model.OutputMeaning;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Below;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * Cross-entropy of independent sigmoids, for several labels that may be true at once: the mean over labels of
 * {@code −t log σ(o) − (1 − t) log(1 − σ(o))}, in nats, computed as {@code o ([o > 0] − t) + log(1 + e^−|o|)}, which
 * never overflows, and whose small losses and gradients keep their digits: {@code e^−|o|} up to a logit of 103. The output is
 * given as logits: no sigmoid layer before it.
 *
 * <p>Label smoothing puts {@code (1 − ε) t + ε / 2} for {@code t}. Output and target [labels] with targets between 0 and
 * 1; for a sequence [steps, labels], and the loss is the mean over the example's true steps.
 */
@Plugin(
        id = "sigmoid-cross-entropy",
        version = 2,
        summary = "the mean of -t log s(o) - (1 - t) log(1 - s(o)) over labels")
public final class SigmoidCrossEntropy implements Loss<SigmoidCrossEntropy.Config> {
    /** The settings. */
    public record Config(
            @Doc("how far targets are drawn towards one half, ε") @Default("0") @Min(0) @Below(1)
            double labelSmoothing,

            @Doc("how much each label counts; 1 for all if empty") @Default("[]")
            List<Double> classWeights,

            @Doc(MeanOver.DOC) Optional<MeanOver> over) {
        public Config {
            classWeights = List.copyOf(classWeights);
            ClassWeights.check(classWeights);
        }

        /** Returns a mean over sequences. */
        public Config(double labelSmoothing, List<Double> classWeights) {
            this(labelSmoothing, classWeights, Optional.empty());
        }
    }

    @Override
    public boolean weighsTargets(Config config) {
        return MeanOver.isTokens(config.over());
    }

    @Override
    public OutputMeaning meaning(Config config) {
        return OutputMeaning.LABEL_LOGITS;
    }

    @Override
    public Value loss(Config config, Scope scope, Value output, Value target) {
        ElementTargets.check("sigmoid-cross-entropy", output, target);
        int rank = output.shape().rank();
        if (rank > 2) {
            throw new InvalidSetting("sigmoid-cross-entropy needs an output of [labels] or [steps, labels], not "
                    + output.shape() + "; put a flatten or dense layer before it");
        }
        double share = config.labelSmoothing();
        Value truth = target.reshape(output.shape().toArray());
        Value smooth = share == 0 ? truth : truth.times(1 - share).plus(share / 2);
        Value positive = output.greaterThan(0);
        Value below = positive.choose(output.negate(), output);
        Value nats = output.times(positive.minus(smooth)).plus(below.exp().log1p());
        Value weighted = rank == 0 ? nats : ClassWeights.apply(scope, config.classWeights(), nats);
        return rank == 2 ? TrueSteps.mean(scope, config.over(), weighted.mean(1)) : weighted.mean();
    }
}
