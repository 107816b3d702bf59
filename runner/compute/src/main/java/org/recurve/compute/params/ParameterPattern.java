package org.recurve.compute.params;

import java.util.List;
import java.util.stream.Collectors;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.compute.trace.declaration.Parameter;

/** Names of parameters as a file gives them ({@code conv1.w}); {@code *} stands for any characters. */
public record ParameterPattern(List<String> patterns) {
    private static final char ANY = '*';

    public ParameterPattern {
        patterns = List.copyOf(patterns);
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("name the parameters it is for: of: conv1.w");
        }
    }

    /**
     * Returns the trained parameters that are named. A pattern that fits none is an error, since it would change nothing.
     *
     * @param section what names them, for the message
     */
    public List<Parameter> among(List<Parameter> parameters, String section) {
        List<Parameter> trained = parameters.stream().filter(p -> !p.frozen()).toList();
        return found(trained, "trained parameter", section);
    }

    /** Returns the parameters that are named, trained or not; a pattern that fits none is an error. */
    public List<Parameter> amongAll(List<Parameter> parameters, String section) {
        return found(parameters, "parameter", section);
    }

    private List<Parameter> found(List<Parameter> parameters, String kind, String section) {
        for (String pattern : patterns) {
            if (parameters.stream().noneMatch(p -> fits(pattern, p.name()))) {
                throw new InvalidSetting(
                        section,
                        "",
                        "no " + kind + " is named \"" + pattern + "\"; there are: "
                                + parameters.stream().map(Parameter::name).collect(Collectors.joining(", ")));
            }
        }
        return parameters.stream().filter(p -> fit(p.name())).toList();
    }

    public boolean fit(String name) {
        return patterns.stream().anyMatch(pattern -> fits(pattern, name));
    }

    /** Goes back to the last star alone, so that no pattern takes longer than the product of both lengths. */
    private static boolean fits(String pattern, String name) {
        int at = 0;
        int star = -1;
        int behindStar = 0;
        int i = 0;
        while (i < name.length()) {
            if (at < pattern.length() && pattern.charAt(at) == ANY) {
                star = at++;
                behindStar = i;
            } else if (at < pattern.length() && pattern.charAt(at) == name.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++behindStar;
            } else {
                return false;
            }
        }
        return pattern.substring(at).chars().allMatch(c -> c == ANY);
    }
}
