package org.recurve.app.command;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.api.model.Shape;
import org.recurve.app.display.Kinship;
import org.recurve.app.display.Table;
import org.recurve.app.plugins.Registry;
import org.recurve.app.run.DataOf;
import org.recurve.app.run.Planner;
import org.recurve.app.run.Planner.Plan;
import org.recurve.app.run.RunModule;
import org.recurve.app.spec.Experiment;
import org.recurve.compute.Program;
import org.recurve.compute.ReceptiveField;
import org.recurve.engine.spec.StudySpec;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.reports.statistics.SignFlip;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code recurve check FILE}: everything that can be known before the first step. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Plan an experiment file without training: shapes, parameters, links, FLOPs, the trials.")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private final Common common = new Common();

    @Mixin
    private final FileOptions file = new FileOptions();

    @Option(
            names = "--gradients",
            description = "Also compare every parameter's gradient with central differences, in double.")
    private boolean gradients;

    @Override
    public Integer call() {
        Registry registry = common.registry();
        Experiment experiment = file.experiment(registry);
        Injector injector =
                Guice.createInjector(new RunModule(common.folders(), registry, 1, () -> false, common.err()::println));
        injector.getInstance(DataOf.class).fetch(experiment);
        List<Plan> plans = injector.getInstance(Planner.class).plan(experiment);
        List<Gradients> checked = gradients
                ? plans.stream().map(plan -> Gradients.of(plan, experiment)).toList()
                : List.of();
        if (common.json()) {
            common.print(plain(experiment, plans, checked));
        } else {
            print(experiment, plans);
            checked.forEach(one -> common.out().println("\n" + one.text()));
        }
        return checked.stream().allMatch(Gradients::hold) ? 0 : 1;
    }

    private void print(Experiment experiment, List<Plan> plans) {
        Plan baseline = plans.getFirst();
        common.out().println(experiment.study() + ": " + experiment.question());
        Map<String, Integer> sizes = new TreeMap<>();
        baseline.data().splits().forEach((split, examples) -> sizes.put(split, examples.size()));
        common.out().println("examples: " + sizes);
        common.out().println(layers(baseline.program()));
        for (Plan plan : plans.subList(1, plans.size())) {
            Kinship kinship =
                    Kinship.of(baseline.program().parameters(), plan.program().parameters());
            common.out().println();
            common.out()
                    .println("variant " + plan.variant().name() + ": " + count(parameters(plan.program()))
                            + " parameters (baseline: " + count(parameters(baseline.program())) + ")");
            common.out().println(kinship.text());
        }
        StudySpec study = experiment.plan(1);
        common.out().println();
        common.out()
                .println(study.trials().size() + " trials: " + plans.size() + " variants x "
                        + experiment.seeds().size() + " seeds");
        study.trials().forEach(trial -> common.out().println("  " + trial.title()));
        power(plans.size() - 1, experiment.seeds().size()).ifPresent(common.out()::println);
    }

    /** Says so if no result at all could be significant. */
    private static Optional<String> power(int contrasts, int seeds) {
        int needed = SignFlip.pairsNeeded(Math.max(1, contrasts));
        if (contrasts == 0 || seeds >= needed) {
            return Optional.empty();
        }
        double least = Math.min(1, 2 * contrasts / StrictMath.pow(2, seeds));
        return Optional.of("\nno difference can be significant: over " + contrasts + " comparisons, " + seeds
                + " seeds give a p of " + String.format(Locale.ROOT, "%.2g", least) + " at the least; use at least "
                + needed + " seeds for p <= 0.05");
    }

    private static String layers(Program program) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("layer", "plugin", "output", "parameters", "links", "FLOPs", "receptive field", "jump"));
        List<ReceptiveField> fields = program.receptiveFields();
        for (LayerSummary layer : program.layers()) {
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
        rows.add(List.of(
                "total",
                "",
                "",
                count(parameters(program)),
                count(program.layers().stream().mapToLong(LayerSummary::links).sum()),
                count(program.layers().stream().mapToLong(LayerSummary::flops).sum()),
                "",
                ""));
        return Table.of(rows);
    }

    private static long parameters(Program program) {
        return program.parameters().stream()
                .mapToLong(parameter -> parameter.weights().shape().size())
                .sum();
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static Map<String, Object> plain(Experiment experiment, List<Plan> plans, List<Gradients> checked) {
        return Map.of(
                "gradients", checked.stream().map(Gradients::plain).toList(),
                "study", experiment.study(),
                "variants",
                        plans.stream()
                                .map(plan -> plain(plan, plans.getFirst()))
                                .toList(),
                "trials",
                        experiment.plan(1).trials().stream()
                                .map(TrialSpec::title)
                                .toList());
    }

    private static Map<String, Object> plain(Plan plan, Plan baseline) {
        Kinship kinship =
                Kinship.of(baseline.program().parameters(), plan.program().parameters());
        return Map.of(
                "variant", plan.variant().name(),
                "parameters", parameters(plan.program()),
                "shared", kinship.shared(),
                "redrawn", kinship.redrawn(),
                "added", kinship.added(),
                "gone", kinship.gone(),
                "layers",
                        plan.program().layers().stream()
                                .map(CheckCommand::plain)
                                .toList(),
                "receptive-fields",
                        plan.program().receptiveFields().stream()
                                .map(CheckCommand::plain)
                                .toList());
    }

    private static Map<String, Object> plain(ReceptiveField field) {
        return Map.of(
                "name", field.layer(),
                "box", field.box().map(Shape::dims).orElse(List.of()),
                "jump", field.jump());
    }

    private static Map<String, Object> plain(LayerSummary layer) {
        return Map.of(
                "name", layer.name(),
                "plugin", layer.plugin(),
                "output", layer.output(),
                "parameters", layer.parameters(),
                "links", layer.links(),
                "flops", layer.flops());
    }
}
