package org.recurve.engine.spec;

import java.util.List;
import org.recurve.api.optimize.Constraint;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.params.ParameterPattern;
import org.recurve.compute.trace.declaration.Parameter;

/** A constraint, and the trained parameters that it holds after every step. */
public record ConstraintSpec(
        @Doc("the set in which they are held") Spec<Constraint<?>> by,

        @Doc("names of parameters (conv1.w); * matches any characters") @Default("['*.w']")
        List<String> of) {
    public ConstraintSpec {
        of = new ParameterPattern(of).patterns();
    }

    /** Names that fit no trained parameter end in {@link org.recurve.api.plugin.InvalidSetting}. */
    public void check(List<Parameter> parameters) {
        new ParameterPattern(of).among(parameters, "train.constrain");
    }

    /** The parameters, moved into the set. */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    public Vector hold(Vector theta) {
        ParameterPattern names = new ParameterPattern(of);
        try {
            return by.call(
                    "project",
                    () -> ((Constraint<Record>) by.plugin())
                            .project(by.config(), theta, segment -> names.fit(segment.name())));
        } catch (PluginFailure failure) {
            throw failure.at("train.constrain");
        }
    }
}
