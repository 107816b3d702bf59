package org.recurve.app.verify;

import com.google.inject.Injector;
import org.recurve.api.data.Data;
import org.recurve.app.plugins.Registry;
import org.recurve.app.run.DataOf;
import org.recurve.app.spec.Experiment;
import org.recurve.app.spec.StoredTrial;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.identity.Platform;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.trial.Job;
import org.recurve.storage.TrialView;

/** Makes what runs a stored trial again, from nothing but what is stored of it. */
public record StoredJobs(Registry registry, DataOf files, DataPool data, Platform platform) {
    /** Made of what {@code injector} has. */
    public static StoredJobs in(Injector injector, Registry registry) {
        return new StoredJobs(
                registry,
                injector.getInstance(DataOf.class),
                injector.getInstance(DataPool.class),
                injector.getInstance(Platform.class));
    }

    /**
     * The trial as today's plugins understand it, its data fetched and opened.
     *
     * @param threads in the trial
     */
    public Job of(TrialView trial, int threads) {
        Experiment experiment =
                StoredTrial.read(trial.study(), trial.variant(), trial.seed(), trial.configuration(), registry);
        files.fetch(experiment);
        TrialSpec spec = experiment.plan(threads).trials().getFirst();
        Data opened = data.open(spec.data());
        return new Job(trial.id(), trial.study(), spec, opened, platform.provenance(spec, opened));
    }
}
