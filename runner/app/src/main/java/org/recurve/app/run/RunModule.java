package org.recurve.app.run;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.recurve.api.data.Files;
import org.recurve.api.event.Event;
import org.recurve.app.configuration.StartSources;
import org.recurve.app.data.DataFiles;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.reuse.EarlierTrials;
import org.recurve.app.start.StoredStarts;
import org.recurve.engine.bus.EventDispatcher;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.executor.LocalExecutor;
import org.recurve.engine.executor.TrialExecutor;
import org.recurve.engine.identity.MachineDescription;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.study.StudyRunner;
import org.recurve.storage.EventRecorder;
import org.recurve.storage.Store;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.StoreReader;

/**
 * Wires a run. Every binding is explicit.
 *
 * @see RunContext
 */
public final class RunModule extends AbstractModule {
    /** Says how many events a listener may fall behind: some seconds of the fastest training. */
    private static final int LISTENER_CAPACITY = 1 << 16;

    private final RunFolders folders;
    private final PluginRegistry registry;
    private final int jobs;
    private final BooleanSupplier stop;
    private final Consumer<String> say;
    private final boolean retryFailed;
    private final TrialTrust least;
    private final ExecutorChoice executors;

    /**
     * Returns a run with these.
     *
     * @param jobs trials side by side
     * @param stop asked before every step
     * @param say is told what takes time before the first step
     */
    public RunModule(
            RunFolders folders, PluginRegistry registry, int jobs, BooleanSupplier stop, Consumer<String> say) {
        this(folders, registry, jobs, stop, say, false, TrialTrust.IMPORTED, ExecutorChoice.LOCAL);
    }

    /**
     * Returns the same.
     *
     * @param retryFailed whether trials that failed before are run again
     * @param least trials that are trusted less are retrained
     * @param executors where trials are trained
     */
    public RunModule(
            RunFolders folders,
            PluginRegistry registry,
            int jobs,
            BooleanSupplier stop,
            Consumer<String> say,
            boolean retryFailed,
            TrialTrust least,
            ExecutorChoice executors) {
        this.executors = executors;
        this.least = least;
        this.folders = folders;
        this.registry = registry;
        this.jobs = jobs;
        this.stop = stop;
        this.say = say;
        this.retryFailed = retryFailed;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        bind(RunFolders.class).toInstance(folders);
        bind(PluginRegistry.class).toInstance(registry);
        bind(InstantSource.class).toInstance(Clock.systemUTC());
        bind(Files.class).to(DataFiles.class);
        bind(EventSink.class).to(EventDispatcher.class);
    }

    @Provides
    @Singleton
    StartSources starts() {
        return new StoredStarts(folders.store(), folders.own());
    }

    @Provides
    @Singleton
    DataFiles dataFiles() {
        return new DataFiles(folders.data(), folders.own(), say);
    }

    @Provides
    @Singleton
    DataPool dataPool(Files files) {
        return new DataPool(files);
    }

    @Provides
    @Singleton
    Store store() {
        return Store.open(folders.store());
    }

    @Provides
    @Singleton
    EventRecorder recorder(Store store) {
        return store.recorder(least);
    }

    @Provides
    @Singleton
    StoreReader reader(Store store) {
        return store.reader();
    }

    @Provides
    @Singleton
    EventDispatcher bus(EventRecorder recorder, CompletedTrials trials) {
        EventDispatcher dispatcher = listening(say);
        dispatcher.record("the store", recorder);
        dispatcher.record("the ledger", trials::record);
        return dispatcher;
    }

    /** Returns a bus whose warnings are said. */
    public static EventDispatcher listening(Consumer<String> say) {
        EventDispatcher dispatcher = new EventDispatcher(LISTENER_CAPACITY);
        dispatcher.record("the error output", event -> {
            if (event instanceof Event.Warned warned) {
                say.accept("warning: " + warned.about() + ": " + warned.message());
            }
        });
        return dispatcher;
    }

    @Provides
    @Singleton
    RunPlatform platform(Provider<CompletedTrials> trials) { // what runs trials of packs opens no store
        return FrameworkVersion.on(
                MachineDescription.describe(folders.experiments().toAbsolutePath()),
                registry,
                trial -> trials.get().begun(trial));
    }

    @Provides
    @Singleton
    CompletedTrials ledger(StoreReader reader) {
        return new CompletedTrials(reader, retryFailed, least);
    }

    @Provides
    @Singleton
    TrialCheckpoints checkpoints(EventRecorder recorder, CompletedTrials trials, StoreReader reader) {
        return new StoredCheckpoints(recorder, trials, reader, new EarlierTrials(reader, registry, stop), say);
    }

    @Provides
    @Singleton
    TrialExecutor executor(EventSink sink, TrialCheckpoints checkpoints, InstantSource clock) {
        return executors.open(new LocalExecutor(sink, checkpoints, clock));
    }

    @Provides
    @Singleton
    StudyRunner studyRunner(
            RunPlatform platform,
            DataPool data,
            EventSink sink,
            TrialCheckpoints checkpoints,
            TrialExecutor executor,
            CompletedTrials trials,
            InstantSource clock) {
        return new StudyRunner(platform, data, sink, checkpoints, executor, trials, jobs, stop, clock);
    }

    @Provides
    @Singleton
    RequiredData dataOf(DataFiles files) {
        return new RequiredData(files);
    }

    @Provides
    @Singleton
    DataDigests dataDigests() {
        return new DataDigests(folders.digests(), registry);
    }

    @Provides
    @Singleton
    VariantPlanner planner(DataPool data, DataDigests digests) {
        return new VariantPlanner(data, digests);
    }

    @Provides
    @Singleton
    RunContext running(
            Store store, EventRecorder recorder, StoreReader reader, EventDispatcher dispatcher, StudyRunner runner) {
        return new RunContext(store, recorder, reader, dispatcher, runner);
    }
}
