package org.recurve.app.execution;

import java.util.function.Consumer;
import org.recurve.app.option.ExecutorOptions;
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
        if (options.place() == ExecutorOptions.Place.SPARK) {
            SparkSite.libraries();
        }
    }

    /** Returns how many trials go side by side. */
    int jobs(JobOptions jobs) {
        return options.place() == ExecutorOptions.Place.FOLDER ? jobs.jobs(IN_FOLDER) : jobs.jobs();
    }

    /** Returns whether the memory of this machine does not bound how many trials go side by side. */
    boolean isAway() {
        return switch (options.place()) {
            case LOCAL, PROCESS -> false;
            case FOLDER, SPARK -> true;
        };
    }

    @Override
    public TrialExecutor open(LocalExecutor local) {
        ConfirmedShare confirmed = options.confirmed();
        return switch (options.place()) {
            case LOCAL ->
                confirmed.equals(ConfirmedShare.NONE)
                        ? local
                        : supervised(new LocalSite(local.clock()), local, confirmed);
            case PROCESS ->
                supervised(ProcessSite.of(new WorkerCommand(options.memory()), folders, registry), local, confirmed);
            case SPARK ->
                supervised(
                        SparkSite.of(options.master(), new WorkerCommand(options.memory()), folders, registry),
                        local,
                        confirmed);
            case FOLDER -> supervised(FolderSite.of(options.folder(), registry, say), local, confirmed);
        };
    }

    private static TrialExecutor supervised(TrialSite site, LocalExecutor local, ConfirmedShare confirmed) {
        return new SupervisedExecutor(site, local, local.events(), local.checkpoints(), confirmed, local.clock());
    }
}
