package org.recurve.engine.executor;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.recurve.api.event.Event;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.checkpoint.LearntState;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.training.TrialRunner;

/** Trains on the calling thread, in this process, as if it were elsewhere: so that trials can be trained twice here, too. */
public record LocalSite(InstantSource clock) implements TrialSite {
    @Override
    public void train(TrialTry what, EventSink events, TrialCheckpoints left, BooleanSupplier stop) {
        TrialCheckpoints beginning = new TrialCheckpoints() {
            @Override
            public Optional<byte[]> latest(String trial) {
                return what.from();
            }

            @Override
            public SavedMoment now(String trial) {
                return left.now(trial);
            }

            @Override
            public void finished(String trial, LearntState learnt) {
                left.finished(trial, learnt);
            }
        };
        AtomicReference<Optional<RuntimeException>> refused = new AtomicReference<>(Optional.empty());
        BooleanSupplier over = () -> refused.get().isPresent() || stop.getAsBoolean();
        new TrialRunner(event -> publish(event, events, refused), beginning, over, clock).run(what.job());
        refused.get().ifPresent(why -> {
            throw why;
        });
    }

    /** Publishes until that throws: a trial would take it for its own failure. */
    private static void publish(Event event, EventSink events, AtomicReference<Optional<RuntimeException>> refused) {
        if (refused.get().isPresent()) {
            return;
        }
        try {
            events.publish(event);
        } catch (RuntimeException e) {
            refused.set(Optional.of(e));
        }
    }

    @Override
    public void close() {
        // it holds nothing
    }
}
