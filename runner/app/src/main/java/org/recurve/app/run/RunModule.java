package org.recurve.app.run;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.recurve.api.data.Files;
import org.recurve.app.data.DataFiles;
import org.recurve.app.plugins.Registry;
import org.recurve.engine.bus.Bus;
import org.recurve.engine.bus.Events;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.identity.Machine;
import org.recurve.engine.identity.Platform;
import org.recurve.engine.study.StudyRunner;
import org.recurve.engine.trial.Checkpoints;
import org.recurve.storage.Reader;
import org.recurve.storage.Recorder;
import org.recurve.storage.Store;
import org.recurve.storage.journal.TrialTrust;

/**
 * Wires a run. Every binding is explicit.
 *
 * @see Running
 */
public final class RunModule extends AbstractModule {
    /** How many events a listener may fall behind: some seconds of the fastest training. */
    private static final int LISTENER_CAPACITY = 1 << 16;

    private final Folders folders;
    private final Registry registry;
    private final int jobs;
    private final BooleanSupplier stop;
    private final Consumer<String> say;
    private final boolean retryFailed;
    private final TrialTrust least;

    /**
     * A run with these.
     *
     * @param jobs trials side by side
     * @param stop asked before every step
     * @param say is told what takes time before the first step
     */
    public RunModule(Folders folders, Registry registry, int jobs, BooleanSupplier stop, Consumer<String> say) {
        this(folders, registry, jobs, stop, say, false, TrialTrust.IMPORTED);
    }

    /**
     * The same.
     *
     * @param retryFailed whether trials that failed before are run again
     * @param least trials that are trusted less are trained anew
     */
    public RunModule(
            Folders folders,
            Registry registry,
            int jobs,
            BooleanSupplier stop,
            Consumer<String> say,
            boolean retryFailed,
            TrialTrust least) {
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
        bind(Folders.class).toInstance(folders);
        bind(Registry.class).toInstance(registry);
        bind(InstantSource.class).toInstance(Clock.systemUTC());
        bind(Files.class).to(DataFiles.class);
        bind(Events.class).to(Bus.class);
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
    Recorder recorder(Store store) {
        return store.recorder(least);
    }

    @Provides
    @Singleton
    Reader reader(Store store) {
        return store.reader();
    }

    @Provides
    @Singleton
    Bus bus(Recorder recorder, Ledger ledger) {
        Bus bus = new Bus(LISTENER_CAPACITY);
        bus.record("the store", recorder);
        bus.record("the ledger", ledger::record);
        return bus;
    }

    @Provides
    @Singleton
    Platform platform() {
        return Framework.on(Machine.describe(folders.experiments().toAbsolutePath()), registry);
    }

    @Provides
    @Singleton
    Ledger ledger(Reader reader) {
        return new Ledger(reader, retryFailed, least);
    }

    @Provides
    @Singleton
    Checkpoints checkpoints(Recorder recorder, Ledger ledger) {
        return new StoredCheckpoints(recorder, ledger, say);
    }

    @Provides
    @Singleton
    StudyRunner studyRunner(
            Platform platform,
            DataPool data,
            Events events,
            Checkpoints checkpoints,
            Ledger ledger,
            InstantSource clock) {
        return new StudyRunner(platform, data, events, checkpoints, ledger, jobs, stop, clock);
    }

    @Provides
    @Singleton
    DataOf dataOf(DataFiles files) {
        return new DataOf(files);
    }

    @Provides
    @Singleton
    DataDigests dataDigests() {
        return new DataDigests(folders.digests(), registry);
    }

    @Provides
    @Singleton
    Planner planner(DataPool data, DataDigests digests) {
        return new Planner(data, digests);
    }

    @Provides
    @Singleton
    Running running(Store store, Recorder recorder, Reader reader, Bus bus, StudyRunner runner) {
        return new Running(store, recorder, reader, bus, runner);
    }
}
