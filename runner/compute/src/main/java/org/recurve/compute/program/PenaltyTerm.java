package org.recurve.compute.program;

import java.util.List;
import org.recurve.api.model.Regularizer;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.params.ParameterPattern;
import org.recurve.compute.trace.declaration.Parameter;

/** A regularizer, and the trained parameters for each of which it adds a term to the training's loss. */
public record PenaltyTerm(
        @Doc("what is added to the loss for each of the parameters")
        Spec<Regularizer<?>> by,

        @Doc("names of parameters (conv1.w); * matches any characters") @Default("['*.w']")
        List<String> of) {
    public PenaltyTerm {
        of = new ParameterPattern(of).patterns();
    }

    List<Parameter> chosen(List<Parameter> parameters) {
        return new ParameterPattern(of).among(parameters, "train.penalty");
    }
}
