package org.recurve.engine.training;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.recurve.api.data.Data;
import org.recurve.api.measure.MetricName;
import org.recurve.api.random.Stream;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.session.Session;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.bus.RecordingFailed;
import org.recurve.engine.checkpoint.EarlierTraining;
import org.recurve.engine.checkpoint.LearntState;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.data.BatchReader;
import org.recurve.engine.spec.KeptWeights;

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

    /** Returns the end of the same training where other metrics of the test split are asked for: they are measured now. */
    TrialOutcome measure(EarlierTraining.WholeTraining whole) {
        TracedPhase phase = phases.getLast();
        LearntState learnt = whole.learnt();
        if (job.spec().weights() != KeptWeights.NONE) {
            keep(job, checkpoints, learnt);
        }
        ModelState state = new PhaseWeights(learnt.parameters(), learnt.buffers()).into(phase.drawn(), _ -> true);
        Map<String, Double> before = new TreeMap<>(whole.ended().metrics());
        before.keySet().removeIf(metric -> MetricName.parse(metric).isOf(Data.TEST));
        try (Session session = session(phase)) {
            SplitEvaluator evaluator = new SplitEvaluator(
                    phase.chunking(),
                    job.spec().measures(),
                    phase.phase().loss(),
                    session,
                    new BatchReader(phase.chunking(), phase.phase().training().batch()),
                    phase.unused());
            return new TrialOutcome(
                    whole.ended().status(),
                    whole.ended().reason(),
                    Optional.of(new SelectedEpoch(whole.ended().selectedEpoch(), before, state)),
                    evaluator.measure(state, Data.TEST),
                    whole.ended().digest());
        }
    }

    /** A disk that cannot take the weights ends the run, as for everything else that is recorded: the trial has not failed. */
    static void keep(TrialJob job, TrialCheckpoints checkpoints, LearntState learnt) {
        try {
            checkpoints.finished(job.identity(), learnt);
        } catch (RuntimeException e) {
            throw new RecordingFailed("what the trial learnt", e);
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
