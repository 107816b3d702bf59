package org.recurve.engine.study;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.recurve.api.event.Provenance;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.data.TrainingData;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.training.TrialJob;

/**
 * Makes trials ready to run. Safe for several threads.
 *
 * @param shared provenance of the trials before: most have the same, and there may be very many
 */
record JobFactory(RunPlatform platform, DataPool data, Map<Provenance, Provenance> shared) {
    JobFactory(RunPlatform platform, DataPool data) {
        this(platform, data, new ConcurrentHashMap<>());
    }

    /** Returns the trial with its data opened and its identity computed. */
    TrialJob job(String study, TrialSpec spec) {
        TrainingData opened = TrainingData.of(spec, data);
        Provenance provenance = provenance(spec, opened);
        return new TrialJob(RunPlatform.identity(spec, provenance), study, spec, opened, provenance);
    }

    /** Returns the trial, whose identity is known. */
    TrialJob job(String study, TrialSpec spec, String identity) {
        TrainingData opened = TrainingData.of(spec, data);
        return new TrialJob(identity, study, spec, opened, provenance(spec, opened));
    }

    private Provenance provenance(TrialSpec spec, TrainingData opened) {
        return shared.computeIfAbsent(platform.provenance(spec, opened.digest()), own -> own);
    }
}
