package org.recurve.app.command;

import com.google.inject.Guice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.app.display.FieldDrawing;
import org.recurve.app.plugins.Registry;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.run.DataOf;
import org.recurve.app.run.Planner;
import org.recurve.app.run.RunModule;
import org.recurve.app.run.Sizes;
import org.recurve.app.spec.Experiment;
import org.recurve.app.spec.ExperimentReader;
import org.recurve.app.spec.Overrides;
import org.recurve.app.spec.StoredTrial;
import org.recurve.compute.UnitField;
import org.recurve.storage.Found;
import org.recurve.storage.Store;
import org.recurve.storage.TrialView;

/**
 * A unit as the command line names it, {@code conv2[7,3,4]}, and what it sees.
 *
 * @param layer its layer's name
 * @param index along each axis of the layer's output, from 0
 */
record Unit(String layer, List<Integer> index) {
    private static final Pattern FORM = Pattern.compile("(?<layer>[^\\[\\]]+)\\[(?<index>\\d{1,9}(,\\d{1,9})*)]");

    static Unit of(String text) {
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
        return new Unit(matcher.group("layer"), index);
    }

    /** Drawn for a file's baseline, or for the first trial of what the store has under that name. */
    FieldDrawing of(String name, Common common) {
        Registry registry = common.registry();
        Experiment experiment = Files.isRegularFile(Path.of(name))
                ? ExperimentReader.read(
                        name,
                        FileOptions.text(Path.of(name)),
                        registry,
                        Overrides.NONE,
                        new Sizes(common.folders(), common::note))
                : stored(name, common, registry);
        var injector = Guice.createInjector(new RunModule(common.folders(), registry, 1, () -> false, common::note));
        injector.getInstance(DataOf.class).fetch(experiment);
        Planner.Plan plan = injector.getInstance(Planner.class).plan(experiment).getFirst();
        try {
            return new FieldDrawing(UnitField.of(plan.program(), layer, index));
        } catch (InvalidSetting unknown) {
            throw new UserError(Problem.of("--unit: " + unknown.getMessage()), unknown);
        }
    }

    private static Experiment stored(String name, Common common, Registry registry) {
        try (Store store = common.open()) {
            TrialView trial = switch (store.reader().find(name)) {
                case Found.Study study ->
                    study.study().trials().stream()
                            .findFirst()
                            .orElseThrow(() -> new UserError(Problem.of(
                                    "no trial of " + name + " has begun, so that none says what its model is",
                                    "name the experiment file instead of the study, or run it")));
                case Found.Trials trials -> trials.trials().getFirst();
                case Found.Nothing nothing -> throw ShowCommand.unknown(name, nothing);
            };
            return StoredTrial.read(trial.study(), trial.variant(), trial.seed(), trial.configuration(), registry);
        }
    }
}
