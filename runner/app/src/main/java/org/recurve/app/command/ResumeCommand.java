package org.recurve.app.command;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.recurve.app.execution.StudyExecution;
import org.recurve.app.experiment.ExperimentReader;
import org.recurve.app.option.BoundOptions;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.DataOption;
import org.recurve.app.option.ExecutorOptions;
import org.recurve.app.option.JobOptions;
import org.recurve.app.option.ListenOptions;
import org.recurve.app.option.PluginsOption;
import org.recurve.app.option.StudyArguments;
import org.recurve.app.option.WatchOption;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.report.ReportAdditions;
import org.recurve.app.run.ModelSizes;
import org.recurve.storage.Store;
import org.recurve.storage.view.StudyView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recurve resume ID}: goes on with a study as it was last begun, without the file it came from. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Go on with a stored study to its end, as it was last begun; its file is not needed.")
final class ResumeCommand implements Callable<Integer> {
    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final DataOption own = new DataOption();

    @Mixin
    private final CommonOptions commonOptions = new CommonOptions(plugins, own);

    @Mixin
    private final JobOptions options = new JobOptions();

    @Mixin
    private final ExecutorOptions executors = new ExecutorOptions();

    @Mixin
    private final ListenOptions listening = new ListenOptions();

    @Mixin
    private final BoundOptions bounds = new BoundOptions();

    @Mixin
    private final WatchOption watch = new WatchOption();

    @Option(
            names = "--retrain",
            description =
                    "Train again what is stored and has changed since: the code of plugins, data, or defaults. Without it"
                            + " a finished study stays as it is.")
    private boolean retrain;

    @Parameters(paramLabel = "STUDY", description = "The study's name; recurve list names all.")
    private String id = "";

    @Override
    public Integer call() {
        PluginRegistry registry = commonOptions.registry();
        StudyView study = study();
        if (study.imported()) {
            commonOptions.warn("the plan of " + study.study() + " was imported: what runs now is the experiment file of"
                    + " whoever made the pack (recurve show " + study.study() + " --json prints it)");
        }
        ModelSizes sizes = new ModelSizes(commonOptions.folders(), commonOptions::note);
        return new StudyExecution(
                        commonOptions,
                        options,
                        executors,
                        listening.listeners(registry),
                        bounds,
                        watch,
                        registry,
                        Path.of(""),
                        ReportAdditions.usual(commonOptions.folders().store(), () -> registry))
                .resume(
                        ExperimentReader.stored(
                                        study.study(),
                                        study.file(),
                                        retrain ? registry : registry.asOf(versions(study)),
                                        sizes)
                                .starting(commonOptions.starts()),
                        retrain);
    }

    /** Returns the versions of the plugins that the study's trials were trained with, by id. */
    private static Map<String, String> versions(StudyView study) {
        Map<String, String> versions = new HashMap<>();
        study.trials()
                .forEach(trial -> trial.provenance()
                        .plugins()
                        .forEach((plugin, version) ->
                                versions.merge(plugin, version, (one, other) -> one + ", " + other)));
        return versions;
    }

    private StudyView study() {
        try (Store store = commonOptions.open()) {
            StudyView study = StudyArguments.whole(id, store.reader(), "is gone on with", "recurve resume");
            if (study.file().isEmpty()) {
                throw new UserError(Problem.of(
                        "of the study " + study.study()
                                + " this store has trials, but no run and so no experiment file",
                        "run its file; what is finished is not run again"));
            }
            return study;
        }
    }
}
