package org.recurve.app.inspect;

import com.google.inject.Guice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.recurve.app.document.Overrides;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.experiment.ExperimentReader;
import org.recurve.app.experiment.StoredTrial;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.FileOptions;
import org.recurve.app.option.StudyArguments;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.run.ModelSizes;
import org.recurve.app.run.RequiredData;
import org.recurve.app.run.RunModule;
import org.recurve.app.run.VariantPlanner;
import org.recurve.app.run.VariantPlanner.VariantPlan;
import org.recurve.storage.Store;
import org.recurve.storage.view.LookupResult;
import org.recurve.storage.view.TrialView;

/** Traces the models that {@code show} is asked about. */
public final class ShownModel {
    private ShownModel() {}

    /** Returns a file's variants, the baseline first, or the first trial of what the store has under that name. */
    public static List<VariantPlan> plans(String name, CommonOptions options) {
        PluginRegistry registry = options.registry();
        Experiment experiment = Files.isRegularFile(Path.of(name))
                ? ExperimentReader.read(
                        name,
                        FileOptions.text(Path.of(name)),
                        registry,
                        Overrides.NONE,
                        new ModelSizes(options.folders(), options::note))
                : stored(name, options, registry);
        var injector = Guice.createInjector(new RunModule(options.folders(), registry, 1, () -> false, options::note));
        injector.getInstance(RequiredData.class).fetch(experiment);
        return injector.getInstance(VariantPlanner.class).plan(experiment);
    }

    /** Returns the variant of this title, or the first if none is named. */
    public static VariantPlan plan(String name, String variant, CommonOptions options) {
        List<VariantPlan> plans = plans(name, options);
        if (variant.isEmpty()) {
            return plans.getFirst();
        }
        List<String> titles = plans.stream().map(plan -> plan.variant().title()).toList();
        return plans.stream()
                .filter(plan -> plan.variant().title().equals(variant))
                .findFirst()
                .orElseThrow(() -> new UserError(Problem.of(
                        "--variant " + variant + ": " + name + " has no such variant",
                        "name one of: " + String.join(", ", titles))));
    }

    private static Experiment stored(String name, CommonOptions options, PluginRegistry registry) {
        try (Store store = options.open()) {
            TrialView trial = switch (store.reader().find(name)) {
                case LookupResult.FoundStudy study ->
                    study.study().trials().stream()
                            .findFirst()
                            .orElseThrow(() -> new UserError(Problem.of(
                                    "no trial of " + name + " has begun, so that none says what its model is",
                                    "name the experiment file instead of the study, or run it")));
                case LookupResult.FoundTrials trials -> trials.trials().getFirst();
                case LookupResult.NothingFound found -> throw StudyArguments.unknown(name, found);
            };
            return StoredTrial.read(trial, registry);
        }
    }
}
