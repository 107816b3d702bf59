package org.recurve.app.verify;

import com.google.inject.Injector;
import org.recurve.app.configuration.StartSources;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.experiment.StoredTrial;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.run.RequiredData;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.data.TrainingData;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.training.TrialJob;
import org.recurve.storage.view.TrialView;

/** Makes what runs a stored trial again, from nothing but what is stored of it. */
public record StoredJobs(
        PluginRegistry registry, StartSources starts, RequiredData files, DataPool data, RunPlatform platform) {
    /** Made of what {@code injector} has. */
    public static StoredJobs in(Injector injector, PluginRegistry registry) {
        return new StoredJobs(
                registry,
                injector.getInstance(StartSources.class),
                injector.getInstance(RequiredData.class),
                injector.getInstance(DataPool.class),
                injector.getInstance(RunPlatform.class));
    }

    /**
     * Returns the trial as today's plugins understand it, its data fetched and opened.
     *
     * @param threads in the trial
     */
    public TrialJob of(TrialView trial, int threads) {
        Experiment experiment = StoredTrial.read(trial, registry);
        files.fetch(experiment);
        TrialSpec spec = experiment.starting(starts).plan(threads).trials().getFirst();
        TrainingData opened = TrainingData.of(spec, data);
        RunPlatform then = platform.after(trial.id()::equals);
        return new TrialJob(trial.id(), trial.study(), spec, opened, then.provenance(spec, opened.digest()));
    }
}
