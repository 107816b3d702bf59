package org.recurve.optimization.loss;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
 * Cross-entropy of the softmax, {@code −log softmax(output)[target]}, in nats (Goodfellow, Bengio, Courville, <i>Deep
 * Learning</i>, 6.2.2.3). The output is given as logits: no softmax layer before it. It is computed as
 * {@code log(1 + Σ_{c ≠ target} e^(output[c] − output[target]))}, so that the loss and the gradient of what is almost certain
 * keep their digits, and of differences of logits above 0 their largest is taken out, so that nothing overflows.
 *
 * <p>With label smoothing {@code ε} and class weights {@code w} it is {@code −Σ_c w_c q_c log softmax(output)[c]} with
 * {@code q_c = (1 − ε) [c = target] + ε / classes} (Szegedy et al. 2016, section 7). The weighted losses are averaged over
 * the examples; {@code normalized-weights: true} divides by the sum of their targets' weights instead, as PyTorch does.
 *
 * <p>Output [classes], target a scalar class index from 0. For a sequence, output [steps, classes], target [steps], and
 * the loss is the mean over the example's true steps; {@code over: tokens} lets every true step of a batch count alike.
 * For an image of classes, output [classes, height, width], target [height, width], and the loss is the mean over its pixels.
 * Targets that are the {@code ignore} index count nowhere; of a batch that has no others the loss is 0.
 */
@Plugin(id = "cross-entropy", version = 2, summary = "-log softmax(output)[target], the mean over steps")
public final class CrossEntropy implements Loss<CrossEntropy.Config> {
    /** The settings. */
    public record Config(
            @Doc("what part of the target is spread over all classes, ε") @Default("0") @Min(0) @Below(1)
            double labelSmoothing,

            @Doc("how much each class counts; 1 for all if empty") @Default("[]")
            List<Double> classWeights,

            @Doc(
                    "whether a mean is divided by the sum of its targets' class weights, as in PyTorch, instead of by their"
                            + " number; no if left out")
            Optional<Boolean> normalizedWeights,

            @Doc("the class index that marks a target as none: such steps count neither in the loss nor in any metric")
            Optional<Integer> ignore,

            @Doc(MeanOver.DOC) Optional<MeanOver> over) {
        public Config {
            classWeights = List.copyOf(classWeights);
            ClassWeights.check(classWeights);
            if (normalizedWeights.orElse(false) && classWeights.isEmpty()) {
                throw new InvalidSetting("normalized-weights is about class-weights, and there are none");
            }
        }

        /** With the usual means. */
        public Config(double labelSmoothing, List<Double> classWeights) {
            this(labelSmoothing, classWeights, Optional.empty(), Optional.empty(), Optional.empty());
        }

        private boolean countsAlike() {
            return ignore.isEmpty() && !normalizedWeights.orElse(false);
        }
    }

    @Override
    public OptionalInt ignored(Config config) {
        return config.ignore().map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    @Override
    public boolean weighsTargets(Config config) {
        return MeanOver.isTokens(config.over());
    }

    @Override
    public OutputMeaning meaning(Config config) {
        return OutputMeaning.LOGITS;
    }

    @Override
    public Value loss(Config config, Scope scope, Value output, Value target) {
        ClassIndex classes = ClassIndex.of("cross-entropy", scope, output, target);
        Value chosen = classes.chosen(scope, target);
        Value nats = nats(scope, chosen, classes.rows(output));
        Value weighted = config.classWeights().isEmpty()
                ? nats
                : nats.times(
                        ClassWeights.apply(scope, config.classWeights(), chosen).sum(1));
        if (config.labelSmoothing() == 0) {
            return mean(config, scope, classes, target, weighted);
        }
        Value logs = ClassWeights.apply(scope, config.classWeights(), classes.rows(output.logSoftmax(classes.axis())));
        double share = config.labelSmoothing();
        return mean(
                config,
                scope,
                classes,
                target,
                weighted.times(1 - share).minus(logs.mean(1).times(share)));
    }

    /** Returns what a batch's loss is a mean over, and which of its targets count how much. */
    private static Value mean(Config config, Scope scope, ClassIndex classes, Value target, Value each) {
        if (config.countsAlike()) {
            return classes.mean(scope, config.over(), each);
        }
        Value none = scope.zeros(classes.steps());
        Value counts = config.normalizedWeights().orElse(false)
                ? ClassWeights.apply(scope, config.classWeights(), classes.chosen(scope, target))
                        .sum(1)
                : scope.constant(1, classes.steps());
        Value left = config.ignore()
                .map(label -> target.reshape(classes.steps()).equalTo(scope.constant(label)))
                .orElse(none);
        return classes.mean(scope, config.over(), left.choose(none, each), left.choose(none, counts));
    }

    /** {@code log Σ_c e^(s_c − s_target)} of each row, less the largest difference, which is 0 where the target leads. */
    private static Value nats(Scope scope, Value chosen, Value scores) {
        int steps = scores.shape().dim(0);
        Value none = scope.zeros(scores.shape().toArray());
        Value right = chosen.choose(scores, none).sum(1).reshape(steps, 1);
        Value ahead = scores.minus(right);
        Value most = ahead.max(1).stopGradient().reshape(steps, 1);
        Value others = chosen.choose(none, ahead.minus(most).exp()).sum(1);
        Value lead = most.reshape(steps);
        return lead.negate().expm1().plus(others).log1p().plus(lead);
    }
}
