package org.recurve.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.app.display.Kinship;
import org.recurve.app.display.Table;
import org.recurve.app.display.TerminalText;
import org.recurve.app.run.Planner.Plan;
import org.recurve.app.run.Sizes;
import org.recurve.app.spec.Experiment;
import org.recurve.app.spec.Size;
import org.recurve.compute.Program;
import org.recurve.compute.ReceptiveField;
import org.recurve.compute.Summary;
import org.recurve.engine.data.Alike;
import org.recurve.engine.spec.StudySpec;
import org.recurve.engine.spec.Vary;
import org.recurve.reports.statistics.Power;
import org.recurve.reports.statistics.SignFlip;

/** What {@code check} tells people of a study: its model, how each variant differs, its trials. */
record PlanText(Experiment experiment, List<Plan> plans) {
    private static final double LEVEL = 0.05;
    private static final double POWER = 0.8;

    PlanText {
        plans = List.copyOf(plans);
    }

    /** The baseline on the task of a plan, at its point of a sweep. */
    static Plan baseline(Plan plan, List<Plan> plans) {
        return plans.stream()
                .filter(other -> other.variant().isBaseline()
                        && other.variant().point().equals(plan.variant().point())
                        && other.variant().task().equals(plan.variant().task()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        Plan baseline = plans.getFirst();
        StringBuilder text = new StringBuilder();
        text.append(TerminalText.line(experiment.study() + ": " + experiment.question()));
        text.append("\nexamples: ").append(examples(baseline.data())).append('\n');
        truncation(baseline).ifPresent(note -> text.append(note).append('\n'));
        plans.forEach(plan -> BatchWarning.of(plan)
                .ifPresent(warning -> text.append("warning: ")
                        .append(plan.variant().title())
                        .append(": ")
                        .append(warning)
                        .append('\n')));
        PaddingWarnings.of(baseline)
                .forEach(warning -> text.append("warning: ").append(warning).append('\n'));
        text.append(layers(baseline.program()));
        for (Plan plan : plans.subList(1, plans.size())) {
            boolean again =
                    plan.variant().isBaseline() && !plan.variant().point().isEmpty();
            text.append(again ? "\n" : "\n\n").append(variant(plan, baseline(plan, plans)));
        }
        text.append("\n\n").append(trials());
        power().ifPresent(text::append);
        return text.toString();
    }

    private static String examples(Data data) {
        return Stream.of(Data.TRAIN, Data.VALIDATION, Data.TEST)
                        .filter(data.splits()::containsKey)
                        .map(split -> split + " " + count(data.split(split).size()))
                        .collect(Collectors.joining(", "))
                + sizes(data);
    }

    /** Chunks that no sequence fills are no mistake, but hardly what was meant. */
    private static Optional<String> truncation(Plan plan) {
        int steps = plan.data().field(Field.INPUT).shape().dims().stream()
                .findFirst()
                .orElse(0);
        return plan.phases()
                .getLast()
                .phase()
                .training()
                .rhythm()
                .truncate()
                .filter(chunk -> chunk > steps)
                .map(chunk -> "train.truncate: " + count(chunk) + " steps are more than the " + count(steps)
                        + " of the longest sequence, so nothing is cut");
    }

    private static String sizes(Data data) {
        int sizes = Alike.sizes(data).size();
        return sizes == 0
                ? ""
                : ", of " + sizes + " sizes, the largest "
                        + data.field(Field.INPUT).shape()
                        + ", which the table is of; a batch holds examples of one size";
    }

    private String variant(Plan plan, Plan baseline) {
        Size own = Sizes.of(plan.program());
        Size reference = Sizes.of(baseline.program());
        List<String> lines = new ArrayList<>();
        lines.add(
                (plan.variant().isBaseline() ? "" : "variant ") + plan.variant().title() + ": "
                        + count(own.parameters()) + " parameters"
                        + (plan.equals(baseline) ? "" : " (baseline: " + count(reference.parameters()) + ")"));
        plan.variant().notes().forEach(note -> lines.add("  " + note));
        List<String> known = plan.equals(baseline) ? List.of() : PaddingWarnings.of(baseline);
        PaddingWarnings.of(plan).stream()
                .filter(warning -> !known.contains(warning))
                .forEach(warning -> lines.add("  warning: " + warning));
        if (!plan.equals(baseline)) {
            String kinship = Kinship.of(
                            baseline.program().parametersByDepth(),
                            plan.program().parametersByDepth())
                    .text();
            if (!kinship.isEmpty()) {
                lines.add(kinship);
            }
            lines.add("  " + examples(plan, baseline));
        }
        return String.join("\n", lines);
    }

    private static String examples(Plan plan, Plan baseline) {
        return plan.data().digest().equals(baseline.data().digest())
                ? "reads the baseline's examples in the baseline's order"
                : "reads other examples than the baseline: its seeds are no pairs";
    }

    private String trials() {
        StudySpec study = experiment.plan(1);
        long tasks =
                plans.stream().map(plan -> plan.variant().task()).distinct().count();
        StringBuilder text = new StringBuilder();
        text.append(study.trials().size()).append(" trials: ").append(plans.size() / tasks);
        text.append(" variants x ").append(tasks > 1 ? tasks + " tasks x " : "");
        text.append(experiment.seeds().size()).append(" seeds");
        experiment
                .precision()
                .ifPresent(asked -> text.append(", and up to ")
                        .append(asked.further().size())
                        .append(" more until no interval of a difference in ")
                        .append(experiment.primary())
                        .append(" is wider than ")
                        .append(asked.width()));
        if (!experiment.vary().equals(Vary.USUAL)) {
            text.append(", which vary ").append(String.join(", ", Vary.words(experiment.vary())));
        }
        experiment
                .tune()
                .ifPresent(tune -> text.append("; before them, at most ")
                        .append(tune.trials())
                        .append(tasks > 1 ? " for each variant and task" : " for each variant")
                        .append(", to tune it by ")
                        .append(tune.by().metric()));
        experiment.notes().forEach(note -> text.append("\n").append(TerminalText.line(note)));
        study.trials().forEach(trial -> text.append("\n  ").append(trial.title()));
        return text.toString();
    }

    /** Says so if no result at all could be significant. */
    private Optional<String> power() {
        long contrasts = plans.stream()
                .filter(plan ->
                        !plan.variant().isBaseline() && plan.variant().point().isEmpty())
                .count();
        int seeds = experiment.seeds().size();
        int needed = SignFlip.pairsNeeded((int) Math.max(1, contrasts));
        if (contrasts == 0) {
            return Optional.empty();
        }
        if (seeds >= needed) {
            double detectable = Power.detectable(seeds, LEVEL / contrasts, POWER);
            return Optional.of(String.format(
                    Locale.ROOT,
                    "\n\n"
                            + "with %d seeds, a difference of %.2f standard deviations of the paired differences is found"
                            + " with %.0f %% power (two-sided %.2g over %d)",
                    seeds,
                    detectable,
                    100 * POWER,
                    LEVEL,
                    contrasts));
        }
        double least = Math.min(1, 2 * contrasts / StrictMath.pow(2, seeds));
        return Optional.of("\n\nno difference can be significant: over " + contrasts + " comparisons, " + seeds
                + " seeds give a p of " + String.format(Locale.ROOT, "%.2g", least) + " at the least; use at least "
                + needed + " seeds for p <= 0.05");
    }

    private static String layers(Program program) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("layer", "plugin", "output", "parameters", "links", "FLOPs", "receptive field", "jump"));
        List<ReceptiveField> fields = ReceptiveField.of(program);
        for (LayerSummary layer : Summary.of(program)) {
            ReceptiveField field = fields.get(rows.size() - 1);
            rows.add(List.of(
                    layer.name(),
                    layer.plugin(),
                    layer.output(),
                    count(layer.parameters()),
                    count(layer.links()),
                    count(layer.flops()),
                    field.boxText(),
                    field.jumpText()));
        }
        Size size = Sizes.of(program);
        rows.add(List.of(
                "total",
                "",
                "",
                count(size.parameters()),
                count(Summary.of(program).stream()
                        .mapToLong(LayerSummary::links)
                        .sum()),
                count(size.flops()),
                "",
                ""));
        return Table.of(rows);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
