package org.recurve.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.api.event.SeedVariation;
import org.recurve.app.configuration.ModelSize;
import org.recurve.app.display.CountText;
import org.recurve.app.display.ParameterComparison;
import org.recurve.app.display.TerminalText;
import org.recurve.app.display.TextTable;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.run.ModelSizes;
import org.recurve.app.run.RequiredData;
import org.recurve.app.run.VariantPlanner.VariantPlan;
import org.recurve.compute.inspect.ModelSummary;
import org.recurve.compute.inspect.ReceptiveField;
import org.recurve.compute.program.Program;
import org.recurve.engine.data.SameSizeExamples;
import org.recurve.engine.spec.StudySpec;
import org.recurve.reports.statistics.CorrectedComparison;
import org.recurve.reports.statistics.SignFlipComparison;
import org.recurve.reports.statistics.TestPower;

/** Describes what {@code check} tells people of a study: its model, how each variant differs, its trials. */
public record PlanText(Experiment experiment, List<VariantPlan> plans) {
    private static final double LEVEL = 0.05;
    private static final double POWER = 0.8;
    /** Trials that are named one by one. */
    private static final int MOST_TRIALS = 100;

    public PlanText {
        plans = List.copyOf(plans);
    }

    /** Returns the baseline on the task of a plan, at its point of a sweep. */
    public static VariantPlan baseline(VariantPlan plan, List<VariantPlan> plans) {
        return plans.stream()
                .filter(other -> other.variant().isBaseline()
                        && other.variant().point().equals(plan.variant().point())
                        && other.variant().task().equals(plan.variant().task()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        VariantPlan baseline = plans.getFirst();
        StringBuilder text = new StringBuilder();
        text.append(TerminalText.line(experiment.study() + ": " + experiment.question()));
        text.append("\nexamples: ")
                .append(examples(baseline.data()))
                .append(baseline.folds().isEmpty() ? "" : " (fold " + tested().getFirst() + ")")
                .append('\n');
        SplitText.folds(tested(), baseline.folds())
                .ifPresent(table -> text.append(table)
                        .append("\neach fold is the test split in turn; test of the data set decides nothing\n\n"));
        if (isOwn(baseline)) {
            SplitText.table(baseline.data())
                    .filter(_ -> baseline.folds().isEmpty())
                    .ifPresent(table -> text.append(table).append("\n\n"));
            baseline.data()
                    .remarks()
                    .notes()
                    .forEach(note -> text.append(TerminalText.line(note)).append('\n'));
            Stream.concat(
                            SplitText.warnings(baseline.data()).stream(),
                            SplitText.foldWarnings(tested(), baseline.folds()).stream())
                    .forEach(warning -> text.append(TerminalText.line("warning: " + warning))
                            .append('\n'));
        }
        InputRange.scaled(baseline.data())
                .ifPresent(note -> text.append(TerminalText.line(note)).append('\n'));
        InputRange.warning(baseline.data())
                .ifPresent(warning ->
                        text.append(TerminalText.line("warning: " + warning)).append('\n'));
        StartText.lines(baseline)
                .forEach(line -> text.append(TerminalText.line(line)).append('\n'));
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
        for (VariantPlan plan : plans.subList(1, plans.size())) {
            boolean again =
                    plan.variant().isBaseline() && !plan.variant().point().isEmpty();
            text.append(again ? "\n" : "\n\n").append(variant(plan, baseline(plan, plans)));
        }
        text.append("\n\n").append(trials());
        power().ifPresent(text::append);
        return text.toString();
    }

    /** Returns the numbers of the folds of the first round, counted from 1. */
    private List<Integer> tested() {
        int folds = experiment.folds();
        return experiment.seeds().stream()
                .limit(folds)
                .map(seed -> Math.floorMod(seed, folds) + 1)
                .toList();
    }

    /** Returns whether a plan's data are files of one's own: others have been looked at before. */
    public static boolean isOwn(VariantPlan plan) {
        return RequiredData.isOwn(plan.variant().configuration().sections().data());
    }

    private static String examples(Data data) {
        return Data.SPLITS.stream()
                        .filter(data.splits()::containsKey)
                        .map(split -> split + " " + count(data.split(split).size()))
                        .collect(Collectors.joining(", "))
                + sizes(data);
    }

    /** Chunks that no sequence fills are no mistake, but hardly what was meant. */
    private static Optional<String> truncation(VariantPlan plan) {
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
        int sizes = SameSizeExamples.sizes(data).size();
        return sizes == 0
                ? ""
                : ", of " + sizes + " sizes, the largest "
                        + data.field(Field.INPUT).shape()
                        + ", which the table is of; a batch holds examples of one size";
    }

    private String variant(VariantPlan plan, VariantPlan baseline) {
        ModelSize own = ModelSizes.of(plan.program());
        ModelSize reference = ModelSizes.of(baseline.program());
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
            List<String> starts = StartText.lines(plan);
            boolean alike = starts.equals(StartText.lines(baseline));
            String kinship = ParameterComparison.of(
                            baseline.program().parametersByDepth(),
                            plan.program().parametersByDepth())
                    .text();
            if (!kinship.isEmpty() && alike) {
                lines.add(kinship);
            }
            lines.add("  " + examples(plan, baseline));
            if (!plan.data().digest().equals(baseline.data().digest())) {
                InputRange.scaled(plan.data()).ifPresent(note -> lines.add("  " + TerminalText.line(note)));
            }
            if (!alike) {
                (starts.isEmpty() ? List.of("starts from drawn weights") : starts)
                        .forEach(line -> lines.add("  " + TerminalText.line(line)));
            }
        }
        return String.join("\n", lines);
    }

    private static String examples(VariantPlan plan, VariantPlan baseline) {
        return plan.data().digest().equals(baseline.data().digest())
                ? "reads the baseline's examples in the baseline's order"
                : "reads other examples than the baseline: its seeds are not paired";
    }

    private String trials() {
        StudySpec study = experiment.plan(1);
        long tasks =
                plans.stream().map(plan -> plan.variant().task()).distinct().count();
        StringBuilder text = new StringBuilder();
        text.append(CountText.of(study.trials().size(), "trial")).append(": ");
        text.append(CountText.of((int) (plans.size() / tasks), "variant")).append(" x ");
        text.append(tasks > 1 ? tasks + " tasks x " : "");
        int folds = experiment.folds();
        text.append(
                folds > 0
                        ? (experiment.seeds().size() % folds == 0
                                ? CountText.of(experiment.seeds().size() / folds, "round") + " of " + folds + " folds"
                                : experiment.seeds().size() + " of the tests on " + folds + " folds")
                        : CountText.of(experiment.seeds().size(), "seed"));
        experiment
                .precision()
                .ifPresent(asked -> text.append(", and up to ")
                        .append(asked.further().size())
                        .append(" more until no interval of a difference in ")
                        .append(experiment.primary())
                        .append(" is wider than ")
                        .append(asked.width()));
        if (!experiment.vary().equals(SeedVariation.USUAL)) {
            text.append(", which vary ").append(String.join(", ", SeedVariation.words(experiment.vary())));
        }
        experiment
                .tune()
                .ifPresent(tuningPlan -> text.append("; before them, at most ")
                        .append(tuningPlan.trials())
                        .append(tasks > 1 ? " for each variant and task" : " for each variant")
                        .append(", to tune it by ")
                        .append(tuningPlan.by().metric()));
        experiment.notes().forEach(note -> text.append("\n").append(TerminalText.line(note)));
        study.trials().stream()
                .limit(MOST_TRIALS)
                .forEach(trial -> text.append("\n  ").append(trial.title()));
        int more = study.trials().size() - MOST_TRIALS;
        return text + (more <= 0 ? "" : "\n  and " + more + " more; --json lists them all");
    }

    /** Says so if no result at all could be significant. */
    private Optional<String> power() {
        long contrasts = plans.stream()
                .filter(plan ->
                        !plan.variant().isBaseline() && plan.variant().point().isEmpty())
                .count();
        int seeds = experiment.seeds().size();
        int needed = SignFlipComparison.pairsNeeded((int) Math.max(1, contrasts));
        if (contrasts == 0) {
            return Optional.empty();
        }
        if (experiment.folds() > 0 && seeds < 2) {
            return Optional.empty();
        }
        if (experiment.folds() > 0) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "\n\nwith %d tests on folds, a difference of %.2f standard deviations of the paired differences is found"
                            + " with %.0f %% power (corrected t test, two-sided %.2g over %d)",
                    seeds,
                    TestPower.detectable(
                            seeds, CorrectedComparison.overlap(experiment.folds()), LEVEL / contrasts, POWER),
                    100 * POWER,
                    LEVEL,
                    contrasts));
        }
        if (seeds >= needed) {
            double detectable = TestPower.detectable(seeds, LEVEL / contrasts, POWER);
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
        return Optional.of("\n\nno difference can be significant: over " + contrasts
                + (contrasts == 1 ? " comparison, " : " comparisons, ") + seeds
                + (seeds == 1 ? " seed gives a p of " : " seeds give a p of ")
                + String.format(Locale.ROOT, "%.2g", least) + " at best; use at least "
                + needed + " seeds for p <= 0.05");
    }

    private static String layers(Program program) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("layer", "plugin", "output", "parameters", "links", "FLOPs", "receptive field", "jump"));
        List<ReceptiveField> fields = ReceptiveField.of(program);
        for (LayerSummary layer : ModelSummary.of(program)) {
            ReceptiveField field = fields.get(rows.size() - 1);
            rows.add(List.of(
                    layer.name(),
                    layer.method(),
                    layer.output(),
                    count(layer.parameters()),
                    count(layer.links()),
                    count(layer.flops()),
                    field.boxText(),
                    field.jumpText()));
        }
        ModelSize size = ModelSizes.of(program);
        rows.add(List.of(
                "total",
                "",
                "",
                count(size.parameters()),
                count(ModelSummary.of(program).stream()
                        .mapToLong(LayerSummary::links)
                        .sum()),
                count(size.flops()),
                "",
                ""));
        return TextTable.of(rows);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
