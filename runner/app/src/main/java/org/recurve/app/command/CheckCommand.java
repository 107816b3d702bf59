package org.recurve.app.command;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Spec;
import org.recurve.app.display.ParameterComparison;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.DataOption;
import org.recurve.app.option.FileOptions;
import org.recurve.app.option.JobOptions;
import org.recurve.app.option.PluginsOption;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.profile.ProfileOptions;
import org.recurve.app.profile.VariantProfile;
import org.recurve.app.reuse.PluginJars;
import org.recurve.app.reuse.ReuseSearch;
import org.recurve.app.reuse.ReuseSearch.ReuseRules;
import org.recurve.app.reuse.ReuseText;
import org.recurve.app.reuse.StudyReuse;
import org.recurve.app.run.CachedStudy;
import org.recurve.app.run.MemoryBudget;
import org.recurve.app.run.ModelSizes;
import org.recurve.app.run.RequiredData;
import org.recurve.app.run.RunFolders;
import org.recurve.app.run.RunModule;
import org.recurve.app.run.StudyEstimate;
import org.recurve.app.run.VariantPlanner;
import org.recurve.app.run.VariantPlanner.VariantPlan;
import org.recurve.app.text.BatchWarning;
import org.recurve.app.text.GradientReport;
import org.recurve.app.text.InputRange;
import org.recurve.app.text.PaddingWarnings;
import org.recurve.app.text.PlanText;
import org.recurve.app.text.PluginCodeText;
import org.recurve.app.text.SplitText;
import org.recurve.app.text.StartText;
import org.recurve.compute.inspect.ModelSummary;
import org.recurve.compute.inspect.ReceptiveField;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.identity.UsedPlugins;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.storage.Store;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;
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
    private final CommonOptions commonOptions = new CommonOptions(plugins, own);

    @Mixin
    private final FileOptions file = new FileOptions();

    @Option(
            names = "--gradients",
            description = "Also compare every parameter's gradient with central differences, in double.")
    private boolean gradients;

    @Mixin
    private final ProfileOptions profiling = new ProfileOptions();

    @Mixin
    private final JobOptions options = new JobOptions();

    @Override
    public Integer call() {
        profiling.check();
        PluginRegistry registry = commonOptions.registry();
        Experiment experiment = file.experiment(registry, commonOptions);
        Injector injector = Guice.createInjector(
                new RunModule(commonOptions.folders(), registry, 1, () -> false, commonOptions::note));
        injector.getInstance(RequiredData.class).fetch(experiment);
        List<VariantPlan> plans = injector.getInstance(VariantPlanner.class).plan(experiment);
        StudyEstimate estimate = estimate(experiment, plans);
        List<GradientReport> checked = gradients || experiment.gradcheck()
                ? plans.stream()
                        .map(plan -> GradientReport.of(plan, experiment))
                        .toList()
                : List.of();
        List<VariantProfile> profiles = profiling.measure(plans::getFirst);
        Optional<StudyReuse> reuse = reuse(experiment, registry, injector.getInstance(DataPool.class));
        List<String> whole = wholeJars(experiment, registry);
        if (commonOptions.json()) {
            Map<String, Object> plain = new TreeMap<>(plain(experiment, plans, estimate, checked));
            reuse.ifPresent(it -> plain.put("reuse", ReuseText.plain(it)));
            plain.put("whole-jars", whole);
            if (profiling.profile()) {
                plain.put(
                        "profiles", profiles.stream().map(VariantProfile::plain).toList());
            }
            commonOptions.print(plain);
        } else {
            commonOptions.out().println(new PlanText(experiment, plans));
            commonOptions.out().println("\n" + estimate.text());
            reuse.map(ReuseText::lines)
                    .orElse(List.of("which trials are stored is known once each variant is tuned"))
                    .forEach(commonOptions::line);
            whole.forEach(commonOptions::line);
            checked.forEach(one -> commonOptions.out().println("\n" + one.text()));
            profiles.forEach(one -> commonOptions.out().println("\n" + one.text()));
        }
        return checked.stream().allMatch(GradientReport::hold) ? 0 : 1;
    }

    /** Returns what a run would find stored; empty if a search decides which trials the study has. */
    private Optional<StudyReuse> reuse(Experiment experiment, PluginRegistry registry, DataPool data) {
        if (experiment.tune().isPresent()) {
            return Optional.empty();
        }
        RunFolders folders = commonOptions.folders().with(file.folder());
        if (!Store.exists(folders.store())) {
            return Optional.of(StudyReuse.ofNothing(experiment.plan(1).trials().stream()
                    .map(trial -> new TrialPlan("", trial.variant(), trial.task(), trial.seed()))
                    .toList()));
        }
        try (Store store = commonOptions.open()) {
            StoreReader reader = store.reader();
            ReuseSearch search = new ReuseSearch(
                    reader,
                    experiment.study(),
                    experiment.text(),
                    new PluginJars(registry, folders.keptJars()),
                    ReuseRules.ALL,
                    () -> false);
            return new CachedStudy(folders, registry, reader)
                    .planned(experiment, spec -> Optional.of(data.open(spec).digest()), search::fate)
                    .map(StudyReuse::new);
        }
    }

    /** Returns which plugins of the study are known by whole jars, and why. */
    private static List<String> wholeJars(Experiment experiment, PluginRegistry registry) {
        Set<Object> used = experiment.variants().stream()
                .flatMap(variant ->
                        UsedPlugins.specs(
                                experiment.trial(variant, experiment.seeds().getFirst(), 1))
                                .stream())
                .map(Spec::plugin)
                .collect(Collectors.toCollection(() -> Collections.newSetFromMap(new IdentityHashMap<>())));
        return registry.providers().stream()
                .filter(provider -> used.contains(provider.plugin()))
                .flatMap(provider -> PluginCodeText.whole(provider).stream())
                .toList();
    }

    private StudyEstimate estimate(Experiment experiment, List<VariantPlan> plans) {
        MemoryBudget budget = MemoryBudget.here(plans, options.jobs());
        int jobs = Math.min(options.jobs(), budget.jobs(plans));
        budget.objection(plans, options.jobs()).ifPresent(commonOptions::note);
        return StudyEstimate.of(experiment, plans, stored(experiment), jobs, options.threads());
    }

    /** Returns the trials of earlier runs; how long imported ones took was measured on another machine. */
    private List<TrialView> stored(Experiment experiment) {
        if (!Store.exists(commonOptions.folders().store())) {
            return List.of();
        }
        try (Store store = commonOptions.open()) {
            return store.reader().study(experiment.study()).map(StudyView::trials).orElse(List.of()).stream()
                    .filter(trial -> trial.trust() == TrialTrust.OWN)
                    .toList();
        }
    }

    private static Map<String, Object> plain(
            Experiment experiment, List<VariantPlan> plans, StudyEstimate estimate, List<GradientReport> checked) {
        return Map.of(
                "estimate", estimate.plain(),
                "gradients", checked.stream().map(GradientReport::plain).toList(),
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

    private static Map<String, Object> plain(VariantPlan plan, VariantPlan baseline) {
        ParameterComparison comparison = ParameterComparison.of(
                baseline.program().parametersByDepth(), plan.program().parametersByDepth());
        boolean alike = StartText.plain(plan).equals(StartText.plain(baseline));
        return Map.ofEntries(
                Map.entry("variant", plan.variant().title()),
                Map.entry(
                        "notes",
                        Stream.concat(
                                        plan.variant().notes().stream(),
                                        PlanText.isOwn(plan) ? plan.data().remarks().notes().stream() : Stream.empty())
                                .toList()),
                Map.entry("starts", StartText.plain(plan)),
                Map.entry(
                        "warnings",
                        Stream.of(
                                        BatchWarning.of(plan).stream(),
                                        PlanText.isOwn(plan)
                                                ? SplitText.warnings(plan.data()).stream()
                                                : Stream.<String>empty(),
                                        InputRange.warning(plan.data()).stream(),
                                        PaddingWarnings.of(plan).stream())
                                .flatMap(warnings -> warnings)
                                .toList()),
                Map.entry("parameters", ModelSizes.of(plan.program()).parameters()),
                Map.entry("shared", alike ? comparison.shared() : List.of()),
                Map.entry("redrawn", comparison.redrawn()),
                Map.entry("added", comparison.added()),
                Map.entry("gone", comparison.gone()),
                Map.entry(
                        "layers",
                        ModelSummary.of(plan.program()).stream()
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
                "flops", layer.flops(),
                "algorithm", layer.algorithm());
    }
}
