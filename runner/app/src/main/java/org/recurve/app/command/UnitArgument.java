package org.recurve.app.command;

import com.google.inject.Guice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.app.display.FieldDrawing;
import org.recurve.app.document.Overrides;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.experiment.ExperimentReader;
import org.recurve.app.experiment.StoredTrial;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.FileOptions;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.run.ModelSizes;
import org.recurve.app.run.RequiredData;
import org.recurve.app.run.RunModule;
import org.recurve.app.run.VariantPlanner;
import org.recurve.compute.inspect.UnitReceptiveField;
import org.recurve.storage.Store;
import org.recurve.storage.view.LookupResult;
import org.recurve.storage.view.TrialView;

/**
 * A unit as the command line names it, {@code conv2[7,3,4]}, and what it sees.
 *
 * @param layer its layer's name
 * @param index along each axis of the layer's output, from 0
 */
record UnitArgument(String layer, List<Integer> index) {
    private static final Pattern FORM = Pattern.compile("(?<layer>[^\\[\\]]+)\\[(?<index>\\d{1,9}(,\\d{1,9})*)]");

    static UnitArgument of(String text) {
        Matcher matcher = FORM.matcher(text.replace(" ", ""));
        if (!matcher.matches()) {
            throw new UserError(Problem.of(
                    "--unit " + text + " names no unit",
                    "write the layer and its index along each axis of the layer's output, from 0, as in"
                            + " conv2[7,3,4]; recurve check FILE prints layers and outputs"));
        }
        List<Integer> index = Pattern.compile(",")
                .splitAsStream(matcher.group("index"))
                .map(Integer::valueOf)
                .toList();
        return new UnitArgument(matcher.group("layer"), index);
    }

    /** Drawn for a file's baseline, or for the first trial of what the store has under that name. */
    FieldDrawing of(String name, CommonOptions options) {
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
        VariantPlanner.VariantPlan plan =
                injector.getInstance(VariantPlanner.class).plan(experiment).getFirst();
        try {
            return new FieldDrawing(UnitReceptiveField.of(plan.program(), layer, index));
        } catch (InvalidSetting unknown) {
            throw new UserError(Problem.of("--unit: " + unknown.getMessage()), unknown);
        }
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
                case LookupResult.NothingFound found -> throw ShowCommand.unknown(name, found);
            };
            return StoredTrial.read(trial.study(), trial.variant(), trial.seed(), trial.configuration(), registry);
        }
    }
}
