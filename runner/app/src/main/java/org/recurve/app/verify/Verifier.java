package org.recurve.app.verify;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.recurve.api.data.Data;
import org.recurve.api.event.Provenance;
import org.recurve.app.plugins.Registry;
import org.recurve.app.run.DataOf;
import org.recurve.app.spec.Experiment;
import org.recurve.app.spec.StoredTrial;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.identity.Platform;
import org.recurve.engine.replay.Difference;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.trial.Job;
import org.recurve.storage.Reader;
import org.recurve.storage.TrialView;

/** Runs stored trials again, from nothing but what is stored of them, and compares every number. Nothing is recorded. */
public final class Verifier {
    private final Registry registry;
    private final DataOf files;
    private final DataPool data;
    private final Platform platform;
    private final InstantSource clock;

    public Verifier(Registry registry, DataOf files, DataPool data, Platform platform, InstantSource clock) {
        this.registry = registry;
        this.files = files;
        this.data = data;
        this.platform = platform;
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
        Experiment experiment =
                StoredTrial.read(trial.study(), trial.variant(), trial.seed(), trial.configuration(), registry);
        files.fetch(experiment);
        TrialSpec spec = experiment.plan(threads).trials().getFirst();
        Data opened = data.open(spec.data());
        Provenance now = platform.provenance(spec, opened);
        List<String> changed = Origins.changed(trial.provenance(), now);
        if (!spec.configuration().equals(trial.configuration())) {
            changed.add("configuration: today's plugins understand it as " + spec.configuration());
        }
        Job job = new Job(trial.id(), trial.study(), spec, opened, now);
        Repetition.Result result = new Repetition(job, reader, stop, clock).run(passage);
        Optional<Difference> element = result.element();
        return new Verdict(
                passage,
                result.replay().steps(),
                result.replay().difference().or(() -> element),
                element,
                changed,
                Origins.varied(trial.provenance(), now));
    }
}
