package org.recurve.app.display;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.compute.trace.declaration.Parameter;

/**
 * Describes what a variant has in common with the baseline before the first step. Draws are keyed by name, so a parameter with the
 * same name, shape and initialiser begins with the same numbers under the same seed.
 *
 * @param shared begin with the baseline's numbers
 * @param redrawn have a namesake of another shape or initialiser
 * @param added have no namesake in the baseline
 * @param gone are in the baseline alone
 */
public record ParameterComparison(List<String> shared, List<String> redrawn, List<String> added, List<String> gone) {
    /** Compares parameters, both in the order of the layers, which the lists then have too. */
    public static ParameterComparison of(List<Parameter> baseline, List<Parameter> variant) {
        Map<String, Parameter> before = new LinkedHashMap<>();
        baseline.forEach(parameter -> before.put(parameter.name(), parameter));
        List<String> shared = new ArrayList<>();
        List<String> redrawn = new ArrayList<>();
        List<String> added = new ArrayList<>();
        for (Parameter parameter : variant) {
            Parameter namesake = before.remove(parameter.name());
            if (namesake == null) {
                added.add(parameter.name() + " " + parameter.weights().shape());
            } else if (sameDraw(namesake, parameter)) {
                shared.add(parameter.name());
            } else {
                redrawn.add(parameter.name() + " (" + why(namesake, parameter) + ")");
            }
        }
        return new ParameterComparison(shared, redrawn, added, List.copyOf(before.keySet()));
    }

    private static boolean sameDraw(Parameter a, Parameter b) {
        return a.weights().equals(b.weights())
                && a.initializer().config().equals(b.initializer().config())
                && a.initializer().id().equals(b.initializer().id());
    }

    private static String why(Parameter before, Parameter now) {
        if (!before.weights().shape().equals(now.weights().shape())) {
            return "shape " + before.weights().shape() + " → " + now.weights().shape();
        }
        if (!before.weights().equals(now.weights())) {
            return "another number of inputs or outputs";
        }
        return before.initializer().id().equals(now.initializer().id())
                ? "other settings of " + now.initializer().id()
                : "initializer " + before.initializer().id() + " → "
                        + now.initializer().id();
    }

    /** Returns one line for each kind that is not empty. */
    public String text() {
        return Stream.of(
                        line("begins with the baseline's weights", shared),
                        line("redrawn", redrawn),
                        line("added", added),
                        line("gone", gone))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String line(String what, List<String> names) {
        return names.isEmpty() ? "" : "  " + what + ": " + String.join(", ", names);
    }
}
