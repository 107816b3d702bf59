package org.recurve.app.command;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.api.model.Shape;
import org.recurve.app.display.Kinship;
import org.recurve.app.plugins.Registry;
import org.recurve.app.run.DataOf;
import org.recurve.app.run.Estimate;
import org.recurve.app.run.Planner;
import org.recurve.app.run.Planner.Plan;
import org.recurve.app.run.Room;
import org.recurve.app.run.RunModule;
import org.recurve.app.run.Sizes;
import org.recurve.app.spec.Experiment;
import org.recurve.compute.ReceptiveField;
import org.recurve.compute.Summary;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.storage.Store;
import org.recurve.storage.StudyView;
import org.recurve.storage.TrialView;
import org.recurve.storage.journal.TrialTrust;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code recurve check FILE}: everything that can be known before the first step. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Plan an experiment file without training: shapes, parameters, links, FLOPs, the trials, memory and"
                        + " time.")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final DataOption own = new DataOption();

    @Mixin
    private final Common common = new Common(plugins, own);

    @Mixin
    private final FileOptions file = new FileOptions();

    @Option(
            names = "--gradients",
            description = "Also compare every parameter's gradient with central differences, in double.")
    private boolean gradients;

    @Mixin
    private final JobOptions options = new JobOptions();

    @Override
    public Integer call() {
        Registry registry = common.registry();
        Experiment experiment = file.experiment(registry, common);
        Injector injector =
                Guice.createInjector(new RunModule(common.folders(), registry, 1, () -> false, common::note));
        injector.getInstance(DataOf.class).fetch(experiment);
        List<Plan> plans = injector.getInstance(Planner.class).plan(experiment);
        Estimate estimate = estimate(experiment, plans);
        List<Gradients> checked = gradients || experiment.gradcheck()
                ? plans.stream().map(plan -> Gradients.of(plan, experiment)).toList()
                : List.of();
        if (common.json()) {
            common.print(plain(experiment, plans, estimate, checked));
        } else {
            common.out().println(new PlanText(experiment, plans));
            common.out().println("\n" + estimate.text());
            checked.forEach(one -> common.out().println("\n" + one.text()));
        }
        return checked.stream().allMatch(Gradients::hold) ? 0 : 1;
    }

    private Estimate estimate(Experiment experiment, List<Plan> plans) {
        Room room = Room.here(plans, options.jobs());
        int jobs = Math.min(options.jobs(), room.jobs(plans));
        room.objection(plans, options.jobs()).ifPresent(common::note);
        return Estimate.of(experiment, plans, stored(experiment), jobs, options.threads());
    }

    /** The trials of earlier runs; how long imported ones took was measured on another machine. */
    private List<TrialView> stored(Experiment experiment) {
        if (!Store.exists(common.folders().store())) {
            return List.of();
        }
        try (Store store = common.open()) {
            return store.reader().study(experiment.study()).map(StudyView::trials).orElse(List.of()).stream()
                    .filter(trial -> trial.trust() == TrialTrust.OWN)
                    .toList();
        }
    }

    private static Map<String, Object> plain(
            Experiment experiment, List<Plan> plans, Estimate estimate, List<Gradients> checked) {
        return Map.of(
                "estimate", estimate.plain(),
                "gradients", checked.stream().map(Gradients::plain).toList(),
                "study", experiment.study(),
                "variants",
                        plans.stream()
                                .map(plan -> plain(plan, PlanText.baseline(plan, plans)))
                                .toList(),
                "trials",
                        experiment.plan(1).trials().stream()
                                .map(TrialSpec::title)
                                .toList());
    }

    private static Map<String, Object> plain(Plan plan, Plan baseline) {
        Kinship kinship = Kinship.of(
                baseline.program().parametersByDepth(), plan.program().parametersByDepth());
        return Map.ofEntries(
                Map.entry("variant", plan.variant().title()),
                Map.entry("notes", plan.variant().notes()),
                Map.entry(
                        "warnings",
                        Stream.concat(BatchWarning.of(plan).stream(), PaddingWarnings.of(plan).stream())
                                .toList()),
                Map.entry("parameters", Sizes.of(plan.program()).parameters()),
                Map.entry("shared", kinship.shared()),
                Map.entry("redrawn", kinship.redrawn()),
                Map.entry("added", kinship.added()),
                Map.entry("gone", kinship.gone()),
                Map.entry(
                        "layers",
                        Summary.of(plan.program()).stream()
                                .map(CheckCommand::plain)
                                .toList()),
                Map.entry(
                        "receptive-fields",
                        ReceptiveField.of(plan.program()).stream()
                                .map(CheckCommand::plain)
                                .toList()));
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
