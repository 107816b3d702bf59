package org.recurve.compute;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.recurve.api.model.Regularizer;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Spec;

/** A regularizer, and the trained parameters for each of which it adds a term to the training's loss. */
public record Penalty(
        @Doc("what is added to the loss for each of the parameters")
        Spec<Regularizer<?>> by,

        @Doc("names of parameters (conv1.w); * stands for any characters") @Default("['*.w']")
        List<String> of) {
    public Penalty {
        of = List.copyOf(of);
        if (of.isEmpty()) {
            throw new IllegalArgumentException("a penalty names the parameters it is for: of: conv1.w");
        }
    }

    /** The first name that fits no trained parameter of these is an error, since it would change nothing. */
    List<Parameter> chosen(List<Parameter> parameters) {
        List<Parameter> trained = parameters.stream().filter(p -> !p.frozen()).toList();
        for (String pattern : of) {
            if (trained.stream().noneMatch(p -> matches(pattern, p.name()))) {
                throw new org.recurve.api.plugin.InvalidSetting(
                        "train.penalty: no trained parameter is named \"" + pattern
                                + "\"; there are: "
                                + trained.stream().map(Parameter::name).collect(Collectors.joining(", ")));
            }
        }
        return trained.stream()
                .filter(p -> of.stream().anyMatch(pattern -> matches(pattern, p.name())))
                .toList();
    }

    private static boolean matches(String pattern, String name) {
        return name.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
    }
}
