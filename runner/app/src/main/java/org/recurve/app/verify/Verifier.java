package org.recurve.app.verify;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.recurve.api.event.Provenance;
import org.recurve.engine.identity.Platform;
import org.recurve.engine.replay.Difference;
import org.recurve.engine.trial.Job;
import org.recurve.storage.Reader;
import org.recurve.storage.TrialView;

/** Runs stored trials again, from nothing but what is stored of them, and compares every number. Nothing is recorded. */
public final class Verifier {
    private final StoredJobs jobs;
    private final InstantSource clock;

    public Verifier(StoredJobs jobs, InstantSource clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * The verdict on a trial that ended, or on a passage of it.
     *
     * @param threads in the trial
     * @param stop asked before every step
     */
    public Verdict verify(Passage passage, Reader reader, int threads, BooleanSupplier stop) {
        TrialView trial = passage.trial();
        Optional<Difference> forged = identity(trial);
        if (forged.isPresent()) {
            return new Verdict(passage, 0, forged, Optional.empty(), List.of(), List.of());
        }
        Job job = jobs.of(trial, threads);
        Provenance now = job.provenance();
        List<String> changed = Origins.changed(trial.provenance(), now);
        String configuration = job.spec().configuration();
        if (!configuration.equals(trial.configuration())) {
            changed.add("configuration: today's plugins understand it as " + configuration);
        }
        Repetition.Result result = new Repetition(job, reader, stop, clock).run(passage);
        return new Verdict(
                passage,
                result.replay().steps(),
                result.difference(),
                result.element(),
                changed,
                Origins.varied(trial.provenance(), now));
    }

    /** What a trial is follows from what is stored of it; one that says otherwise could pass for any other. */
    private static Optional<Difference> identity(TrialView trial) {
        String is = Platform.identity(trial.configuration(), trial.seed(), trial.provenance());
        return is.equals(trial.id())
                ? Optional.empty()
                : Optional.of(new Difference("the start", "the trial's identity", trial.id(), is));
    }
}
