package org.recurve.engine.spec;

import java.util.List;
import java.util.Optional;
import org.recurve.api.optimize.Segment;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.params.ParameterPattern;
import org.recurve.compute.program.PenaltyTerm;

/** Parameters that are trained otherwise than the rest. */
public record ParameterGroup(
        @Doc("names of parameters (conv1.w); * matches any characters")
        List<String> of,

        @Doc("by what the optimizer's step is multiplied, so by what its learning rate is") @Default("1") @Above(0)
        double learningRateFactor,

        @Doc("λ of ½ λ ‖θ‖², added to the training's loss for them, in addition to what the optimizer does")
        @Default("0")
        @Min(0)
        double weightDecay,

        @Doc("whether they keep their initial values") @Default("false")
        boolean frozen) {
    public ParameterGroup {
        of = new ParameterPattern(of).patterns();
        boolean moved = learningRateFactor != 1 || weightDecay != 0;
        if (frozen && moved) {
            throw new InvalidSetting(
                    "what is frozen is not moved, so learning-rate-factor and weight-decay say nothing: leave them out");
        }
        if (!frozen && !moved) {
            throw new InvalidSetting("this group is trained like the rest; give it a learning-rate-factor, a"
                    + " weight-decay or frozen: true");
        }
    }

    boolean has(Segment segment) {
        return new ParameterPattern(of).fit(segment.name());
    }

    Optional<PenaltyTerm> penalty() {
        return weightDecay == 0
                ? Optional.empty()
                : Optional.of(new PenaltyTerm(new Spec<>(new WeightDecay(), new WeightDecay.Config(weightDecay)), of));
    }
}
