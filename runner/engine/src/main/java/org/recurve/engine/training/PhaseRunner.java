package org.recurve.engine.training;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.recurve.api.random.Stream;
import org.recurve.compute.session.Session;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.checkpoint.TrialCheckpoints;

/** Trains a job's phases one after another, each from what those before it left. */
record PhaseRunner(
        TrialJob job,
        List<TracedPhase> phases,
        EventSink events,
        TrialCheckpoints checkpoints,
        BooleanSupplier stop,
        InstantSource clock) {
    /** From the beginning, or from a checkpoint if this version wrote it. */
    TrialOutcome run(Optional<byte[]> checkpoint) {
        Optional<TrainingState> course = checkpoint.flatMap(bytes -> TrainingState.of(bytes, phases));
        try (CheckpointWriter writer = new CheckpointWriter(checkpoints, job.identity(), events)) {
            return run(course, writer);
        }
    }

    private TrialOutcome run(Optional<TrainingState> from, CheckpointWriter writer) {
        Optional<TrainingState> course = from;
        CompletedPhases completedPhases = course.map(TrainingState::passed).orElse(CompletedPhases.NOTHING);
        while (true) {
            TracedPhase phase = phases.get(completedPhases.phases());
            try (Session session = session(phase)) {
                TrainingLoop loop = new TrainingLoop(
                        job, phase, completedPhases, session, events, checkpoints, writer, stop, clock);
                course.ifPresent(loop::resume);
                Optional<TrialOutcome> early = loop.train();
                if (early.isPresent()) {
                    return early.get();
                }
                if (completedPhases.phases() == phases.size() - 1) {
                    return loop.finish();
                }
                completedPhases = loop.passed();
                course = Optional.empty();
            }
        }
    }

    private Session session(TracedPhase tracedPhase) {
        Stream noise = Stream.of(job.spec().draws().noise()).in("noise");
        return new Session(
                tracedPhase.program(),
                tracedPhase.phase().training().batch(),
                noise,
                job.spec().threads());
    }
}
