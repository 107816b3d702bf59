package org.recurve.app.execution;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.recurve.app.option.ExecutorOptions;
import org.recurve.app.option.ExecutorOptions.Place;
import org.recurve.app.option.JobOptions;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.queue.FolderSite;
import org.recurve.app.run.ExecutorChoice;
import org.recurve.app.run.RunFolders;
import org.recurve.app.worker.ProcessSite;
import org.recurve.app.worker.SparkSite;
import org.recurve.app.worker.WorkerCommand;
import org.recurve.engine.executor.ConfirmedShare;
import org.recurve.engine.executor.LocalExecutor;
import org.recurve.engine.executor.LocalSite;
import org.recurve.engine.executor.SupervisedExecutor;
import org.recurve.engine.executor.TrialExecutor;
import org.recurve.engine.executor.TrialSite;

/** Opens the place where a command has its trials trained. To add one, add a word to the options and its site here. */
record TrialPlace(ExecutorOptions options, RunFolders folders, PluginRegistry registry, Consumer<String> say)
        implements ExecutorChoice {
    /** Says how many trials lie in a folder at a time: enough for many workers, and few enough to look at. */
    private static final int IN_FOLDER = 32;

    /** Reports what is wrong with the options, before anything is done. */
    void check() {
        options.place();
        options.memory();
        options.confirmed();
        if (options.place() instanceof Place.SparkCluster) {
            SparkSite.libraries();
        }
    }

    /** Returns how many trials go side by side. */
    int jobs(JobOptions jobs) {
        return options.place() instanceof Place.SharedFolder ? jobs.jobs(IN_FOLDER) : jobs.jobs();
    }

    /** Returns whether the memory of this machine does not bound how many trials go side by side. */
    boolean isAway() {
        return switch (options.place()) {
            case Place.OwnThreads _, Place.ChildProcesses _ -> false;
            case Place.SharedFolder _, Place.SparkCluster _ -> true;
        };
    }

    @Override
    public TrialExecutor open(LocalExecutor local) {
        ConfirmedShare confirmed = options.confirmed();
        return switch (options.place()) {
            case Place.OwnThreads _ ->
                confirmed.equals(ConfirmedShare.NONE)
                        ? local
                        : supervised(new LocalSite(local.clock()), local, confirmed);
            case Place.ChildProcesses _ ->
                supervised(ProcessSite.of(new WorkerCommand(options.memory()), folders, registry), local, confirmed);
            case Place.SparkCluster(String master) ->
                supervised(
                        SparkSite.of(master, new WorkerCommand(options.memory()), folders, registry), local, confirmed);
            case Place.SharedFolder(Path folder) -> supervised(FolderSite.of(folder, registry, say), local, confirmed);
        };
    }

    private static TrialExecutor supervised(TrialSite site, LocalExecutor local, ConfirmedShare confirmed) {
        return new SupervisedExecutor(site, local, local.events(), local.checkpoints(), confirmed, local.clock());
    }
}
