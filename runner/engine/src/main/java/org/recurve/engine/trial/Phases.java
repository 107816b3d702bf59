package org.recurve.engine.trial;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.recurve.api.random.Stream;
import org.recurve.compute.Session;
import org.recurve.engine.bus.Events;

/** Trains a job's phases one after another, each from what those before it left. */
record Phases(
        Job job,
        List<Prepared> phases,
        Events events,
        Checkpoints checkpoints,
        BooleanSupplier stop,
        InstantSource clock) {
    /** From the beginning, or from a checkpoint if this version wrote it. */
    Ending run(Optional<byte[]> checkpoint) {
        Optional<Course> course = checkpoint.flatMap(bytes -> Course.of(bytes, phases));
        try (CheckpointWriter writer = new CheckpointWriter(checkpoints, job.identity(), events)) {
            return run(course, writer);
        }
    }

    private Ending run(Optional<Course> from, CheckpointWriter writer) {
        Optional<Course> course = from;
        Passed passed = course.map(Course::passed).orElse(Passed.NOTHING);
        while (true) {
            Prepared phase = phases.get(passed.phases());
            try (Session session = session(phase)) {
                Loop loop = new Loop(job, phase, passed, session, events, checkpoints, writer, stop, clock);
                course.ifPresent(loop::resume);
                Optional<Ending> early = loop.train();
                if (early.isPresent()) {
                    return early.get();
                }
                if (passed.phases() == phases.size() - 1) {
                    return loop.finish();
                }
                passed = loop.passed();
                course = Optional.empty();
            }
        }
    }

    private Session session(Prepared prepared) {
        Stream noise = Stream.of(job.spec().draws().noise()).in("noise");
        return new Session(
                prepared.program(),
                prepared.phase().training().batch(),
                noise,
                job.spec().threads());
    }
}
