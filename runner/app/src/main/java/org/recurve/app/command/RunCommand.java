package org.recurve.app.command;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.util.List;
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
import org.recurve.app.profile.ProfileOptions;
import org.recurve.app.profile.VariantProfile;
import org.recurve.app.report.ReportAdditions;
import org.recurve.app.run.RequiredData;
import org.recurve.app.run.RunModule;
import org.recurve.app.run.VariantPlanner;
import org.recurve.app.run.VariantPlanner.VariantPlan;
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

    @Mixin
    private final ProfileOptions profiling = new ProfileOptions();

    @Override
    public Integer call() {
        profiling.check();
        PluginRegistry registry = commonOptions.registry();
        Experiment experiment = file.experiment(registry, commonOptions);
        experiment.notes().forEach(commonOptions::note);
        ReportAdditions additions =
                ReportAdditions.usual(commonOptions.folders().store(), () -> registry); // its mistakes are told first
        List<VariantProfile> profiles = profiling.measure(() -> baseline(experiment, registry));
        profiles.forEach(
                one -> (commonOptions.json() ? commonOptions.err() : commonOptions.out()).println(one.text() + "\n"));
        return new StudyExecution(
                        commonOptions,
                        options,
                        executors,
                        listening.listeners(registry),
                        bounds,
                        watch,
                        registry,
                        file.folder(),
                        additions.and(ProfileOptions.sections(profiles)))
                .run(experiment);
    }

    private VariantPlan baseline(Experiment experiment, PluginRegistry registry) {
        Injector injector = Guice.createInjector(new RunModule(
                commonOptions.folders().with(file.folder()), registry, 1, () -> false, commonOptions::note));
        injector.getInstance(RequiredData.class).fetch(experiment);
        return injector.getInstance(VariantPlanner.class).plan(experiment).getFirst();
    }
}
