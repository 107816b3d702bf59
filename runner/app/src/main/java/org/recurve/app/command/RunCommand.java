package org.recurve.app.command;

import java.util.concurrent.Callable;
import org.recurve.app.plugins.Registry;
import org.recurve.app.spec.Experiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code recurve run FILE}: trains what is not trained yet, and shows the result. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Run an experiment file, or go on with it; what is finished is not run again.")
final class RunCommand implements Callable<Integer> {
    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final DataOption own = new DataOption();

    @Mixin
    private final Common common = new Common(plugins, own);

    @Mixin
    private final FileOptions file = new FileOptions();

    @Mixin
    private final JobOptions options = new JobOptions();

    @Mixin
    private final BoundOptions bounds = new BoundOptions();

    @Override
    public Integer call() {
        Registry registry = common.registry();
        Experiment experiment = file.experiment(registry, common);
        experiment.notes().forEach(common::note);
        return new StudyRun(common, options, bounds, registry, file.folder()).run(experiment);
    }
}
