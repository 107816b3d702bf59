package org.recurve.engine.executor;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.training.TrialJob;
import org.recurve.engine.training.TrialRunner;

/** Trains on the calling thread, in this process. */
public record LocalExecutor(EventSink events, TrialCheckpoints checkpoints, InstantSource clock)
        implements TrialExecutor {
    @Override
    public Optional<TrialEnded> run(TrialJob job, BooleanSupplier stop) {
        return Optional.of(new TrialRunner(events, checkpoints, stop, clock).run(job));
    }

    @Override
    public void close() {
        // it holds nothing
    }
}
