package org.recurve.app.command;

import java.util.concurrent.Callable;
import org.recurve.app.execution.StudyExecution;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.option.BoundOptions;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.DataOption;
import org.recurve.app.option.ExecutorOptions;
import org.recurve.app.option.FileOptions;
import org.recurve.app.option.JobOptions;
import org.recurve.app.option.ListenOptions;
import org.recurve.app.option.PluginsOption;
import org.recurve.app.option.WatchOption;
import org.recurve.app.plugins.PluginRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code recurve run FILE}: trains what is not trained yet, and shows the result. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Run an experiment file, or resume it; finished trials are not run again.")
final class RunCommand implements Callable<Integer> {
    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final DataOption own = new DataOption();

    @Mixin
    private final CommonOptions commonOptions = new CommonOptions(plugins, own);

    @Mixin
    private final FileOptions file = new FileOptions();

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

    @Override
    public Integer call() {
        PluginRegistry registry = commonOptions.registry();
        Experiment experiment = file.experiment(registry, commonOptions);
        experiment.notes().forEach(commonOptions::note);
        return new StudyExecution(
                        commonOptions,
                        options,
                        executors,
                        listening.listeners(registry),
                        bounds,
                        watch,
                        registry,
                        file.folder())
                .run(experiment);
    }
}
