package org.recurve.engine.executor;

import java.time.InstantSource;
import java.util.Optional;
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
        Forwarding forwarding = new Forwarding(events);
        BooleanSupplier over = () -> forwarding.refused.isPresent() || stop.getAsBoolean();
        new TrialRunner(forwarding, beginning, over, clock).run(what.job());
        forwarding.refused.ifPresent(why -> {
            throw why;
        });
    }

    /** Publishes until that throws: a trial would take it for its own failure. */
    private static final class Forwarding implements EventSink {
        private final EventSink events;
        private volatile Optional<RuntimeException> refused = Optional.empty();

        private Forwarding(EventSink events) {
            this.events = events;
        }

        @Override
        public void publish(Event event) {
            if (refused.isPresent()) {
                return;
            }
            try {
                events.publish(event);
            } catch (RuntimeException e) {
                refused = Optional.of(e);
            }
        }
    }

    @Override
    public void close() {
        // it holds nothing
    }
}
