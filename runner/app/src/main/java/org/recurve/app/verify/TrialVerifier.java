package org.recurve.app.verify;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.recurve.api.event.Provenance;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.replay.ReplayDifference;
import org.recurve.engine.training.TrialJob;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;

/** Runs stored trials again, from nothing but what is stored of them, and compares every number. Nothing is recorded. */
public final class TrialVerifier {
    private final StoredJobs jobs;
    private final InstantSource clock;

    public TrialVerifier(StoredJobs jobs, InstantSource clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * Returns the verdict on a trial that ended, or on a passage of it.
     *
     * @param threads in the trial
     * @param stop asked before every step
     */
    public VerifyVerdict verify(TrialPassage passage, StoreReader reader, int threads, BooleanSupplier stop) {
        TrialView trial = passage.trial();
        Optional<ReplayDifference> forged = identity(trial);
        if (forged.isPresent()) {
            return new VerifyVerdict(passage, 0, forged, Optional.empty(), List.of(), List.of());
        }
        TrialJob job = jobs.of(trial, threads);
        Provenance now = job.provenance();
        List<String> changed = ProvenanceCheck.changed(trial.provenance(), now);
        String configuration = job.spec().configuration();
        if (!configuration.equals(trial.configuration())) {
            changed.add("configuration: today's plugins understand it as " + configuration);
        }
        TrialRepetition.RepetitionResult result = new TrialRepetition(job, reader, stop, clock).run(passage);
        return new VerifyVerdict(
                passage,
                result.replay().steps(),
                result.difference(),
                result.element(),
                changed,
                ProvenanceCheck.varied(trial.provenance(), now));
    }

    /** Returns what a trial is follows from what is stored of it; one that says otherwise could pass for any other. */
    private static Optional<ReplayDifference> identity(TrialView trial) {
        String is = RunPlatform.identity(trial.configuration(), trial.seed(), trial.provenance());
        return is.equals(trial.id())
                ? Optional.empty()
                : Optional.of(new ReplayDifference("the start", "the trial's identity", trial.id(), is));
    }
}
