package org.recurve.engine.spec;

import java.util.List;
import java.util.Optional;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.compute.params.ParameterPattern;
import org.recurve.compute.program.PenaltyTerm;
import org.recurve.compute.trace.declaration.Parameter;

/** All groups of parameters that are trained otherwise than the rest; none has a parameter of another. */
public record ParameterGroups(List<ParameterGroup> list) {
    /** All parameters are trained alike. */
    public static final ParameterGroups NONE = new ParameterGroups(List.of());

    public ParameterGroups {
        list = List.copyOf(list);
    }

    /** {@link InvalidSetting} if a pattern fits no parameter, or a parameter is in two groups. */
    void check(List<Parameter> parameters) {
        for (ParameterGroup group : list) {
            ParameterPattern names = new ParameterPattern(group.of());
            List<Parameter> own = group.frozen()
                    ? names.amongAll(parameters, "train.groups")
                    : names.among(parameters, "train.groups");
            for (Parameter parameter : own) {
                if (list.stream()
                                .filter(g -> new ParameterPattern(g.of()).fit(parameter.name()))
                                .count()
                        > 1) {
                    throw new InvalidSetting(
                            "train.groups", "", parameter.name() + " is in two groups; let only one of them name it");
                }
            }
        }
    }

    boolean frozen(String parameter) {
        return list.stream().anyMatch(group -> group.frozen() && new ParameterPattern(group.of()).fit(parameter));
    }

    List<PenaltyTerm> penalties() {
        return list.stream().flatMap(group -> group.penalty().stream()).toList();
    }

    /** Returns where a step from {@code from} leads that would have led to {@code to}, had all parameters one learning rate. */
    public Vector moved(Vector from, Vector to) {
        return list.stream().allMatch(group -> group.learningRateFactor() == 1)
                ? to
                : from.plus(to.minus(from).scale(this::factor));
    }

    private double factor(Segment segment) {
        Optional<ParameterGroup> group =
                list.stream().filter(g -> g.has(segment)).findFirst();
        return group.map(ParameterGroup::learningRateFactor).orElse(1.0);
    }
}
