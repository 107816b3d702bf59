package org.recurve.app.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.recurve.app.display.TextTable;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.run.VariantPlanner.VariantPlan;
import org.recurve.engine.gradient.GradientAgreement;
import org.recurve.engine.gradient.GradientCheck;

/** The gradients of one variant, held to central differences. */
public record GradientReport(String variant, List<GradientAgreement> parameters) {
    private static final int EXAMPLES = 3;
    private static final int ELEMENTS = 10;

    public static GradientReport of(VariantPlan plan, Experiment experiment) {
        long seed = experiment.seeds().getFirst();
        GradientCheck check = new GradientCheck(plan.program(), plan.chunking(), seed, EXAMPLES, ELEMENTS);
        return new GradientReport(plan.variant().name(), check.run());
    }

    public boolean hold() {
        return parameters.stream().allMatch(GradientAgreement::holds);
    }

    public String text() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("parameter", "shape", "compared", "worst error", "at", "derived", "difference", ""));
        for (GradientAgreement one : parameters) {
            rows.add(List.of(
                    one.parameter(),
                    one.shape().toString(),
                    String.valueOf(one.compared()),
                    number("%.0e", one.error()),
                    one.worst().toString(),
                    number("%.6e", one.derived()),
                    number("%.6e", one.difference()),
                    one.holds() ? "" : "WRONG"));
        }
        return "gradients of " + variant + ", on " + EXAMPLES + " examples, against central differences in double:\n"
                + TextTable.of(rows) + "\n" + summary();
    }

    private String summary() {
        List<GradientAgreement> wrong =
                parameters.stream().filter(one -> !one.holds()).toList();
        if (!wrong.isEmpty()) {
            return "wrong: " + wrong.stream().map(GradientAgreement::parameter).collect(Collectors.joining(", "))
                    + ". Look at the operations between these and the loss: a kink that many values sit on, or a plugin"
                    + " whose value jumps.";
        }
        return parameters.stream()
                .max(Comparator.comparingDouble(GradientAgreement::error))
                .map(worst -> "all agree; the worst relative error is " + number("%.0e", worst.error()) + ", at "
                        + worst.parameter() + " " + worst.worst())
                .orElse("there is no parameter to check");
    }

    private static String number(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }

    public Map<String, Object> plain() {
        return Map.of(
                "variant",
                variant,
                "agree",
                hold(),
                "parameters",
                parameters.stream().map(GradientReport::plain).toList());
    }

    private static Map<String, Object> plain(GradientAgreement one) {
        return Map.of(
                "parameter", one.parameter(),
                "compared", one.compared(),
                "error", one.error(),
                "at", one.worst(),
                "derived", one.derived(),
                "difference", one.difference());
    }
}
