package org.recurve.engine.executor;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.StepDone;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.checkpoint.EarlierTraining;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.checkpoint.TrialCheckpoints.LeftCheckpoint;
import org.recurve.engine.training.TrialJob;
import org.recurve.engine.training.TrialRunner;

/**
 * Trains at a site, and records what comes back as if it had been trained here: this process is the only one that writes. A trial that
 * is lost is tried again from its last checkpoint, and what was recorded of it before can only be confirmed; one that is lost each
 * time fails. Results that differ stop the study.
 *
 * @param local trains what is not worth a journey: a trial of which only measures are missing
 * @param confirmed trials of this share are trained twice
 */
public record SupervisedExecutor(
        TrialSite site,
        TrialExecutor local,
        EventSink events,
        TrialCheckpoints checkpoints,
        ConfirmedShare confirmed,
        InstantSource clock)
        implements TrialExecutor {
    private static final int TRIES = 3;

    @Override
    public Optional<TrialEnded> run(TrialJob job, BooleanSupplier stop) {
        Optional<byte[]> own = checkpoints.latest(job.identity());
        Optional<EarlierTraining> earlier = own.isPresent()
                ? Optional.empty()
                : checkpoints.earlier(job.identity(), job.spec(), job.provenance(), job.data());
        if (earlier.isPresent() && earlier.get() instanceof EarlierTraining.WholeTraining) {
            return local.run(job, stop);
        }
        Optional<byte[]> from = own.or(() -> earlier.map(EarlierTraining.ReachedCheckpoint.class::cast)
                .map(EarlierTraining.ReachedCheckpoint::content));
        TrialWatch watch = new TrialWatch(job, events, checkpoints, earlier, confirmed.has(job.identity()));
        long step = from.isEmpty()
                ? 0
                : own.isPresent()
                        ? left(job)
                        : earlier.map(SupervisedExecutor::last).orElse(0L);
        return tried(watch, new TrialTry(job, from, step, false), stop);
    }

    private long left(TrialJob job) {
        return checkpoints.left(job.identity()).map(LeftCheckpoint::step).orElse(0L);
    }

    private static long last(EarlierTraining earlier) {
        long[] step = {0};
        earlier.replay(event -> step[0] = event instanceof StepDone done ? done.step() : step[0]);
        return step[0];
    }

    private Optional<TrialEnded> tried(TrialWatch watch, TrialTry first, BooleanSupplier stop) {
        TrialTry next = first;
        for (int number = 1; !stop.getAsBoolean(); number++) {
            try {
                site.train(next, watch, watch, stop);
                return Optional.of(confirmed(watch, first.job(), stop));
            } catch (TrialLost lost) {
                if (number == TRIES && !stop.getAsBoolean()) {
                    return Optional.of(runner(stop)
                            .ended(
                                    first.job(),
                                    watch.isStarted(),
                                    Status.FAILED,
                                    "lost " + TRIES + " times: " + lost.getMessage()));
                }
                next = again(watch, next, lost, stop.getAsBoolean());
            }
        }
        return watch.isStarted()
                ? Optional.of(runner(stop).ended(first.job(), true, Status.INTERRUPTED, ""))
                : Optional.empty();
    }

    /** Returns the next try, from the latest checkpoint that came back. */
    private TrialTry again(TrialWatch watch, TrialTry before, TrialLost lost, boolean over) {
        Optional<LeftCheckpoint> left =
                watch.isStarted() ? checkpoints.left(before.job().identity()) : Optional.empty();
        watch.goBack(left.map(LeftCheckpoint::step));
        if (!over) {
            events.publish(new Event.Warned(
                    before.job().spec().title(),
                    lost.getMessage() + "; it is trained again from "
                            + left.map(it -> "its checkpoint after step " + it.step())
                                    .orElse(before.from().isPresent() ? "where it began" : "its beginning")));
        }
        return new TrialTry(
                before.job(),
                left.map(LeftCheckpoint::content).or(before::from),
                left.map(LeftCheckpoint::step).orElse(before.step()),
                true);
    }

    /** Returns the end of a trial, which is published now if it was held back until it is confirmed. */
    private TrialEnded confirmed(TrialWatch watch, TrialJob job, BooleanSupplier stop) {
        Optional<TrialEnded> held = watch.held();
        if (held.isEmpty()) {
            return watch.ended();
        }
        TrialConfirmation confirmation = new TrialConfirmation(watch, recorded(job, held.get()), stop);
        for (int number = 1; number <= TRIES && !confirmation.isOver() && !stop.getAsBoolean(); number++) {
            try {
                site.train(
                        new TrialTry(job, Optional.empty(), 0, true),
                        confirmation.begin(),
                        TrialCheckpoints.NONE,
                        stop);
            } catch (TrialLost lost) {
                events.publish(
                        new Event.Warned(job.spec().title(), lost.getMessage() + " while it confirmed the trial"));
            }
        }
        if (confirmation.isOver()) {
            checkpoints.confirmed(job.identity(), confirmation.events());
        }
        return watch.release();
    }

    private List<Event> recorded(TrialJob job, TrialEnded held) {
        List<Event> recorded = new ArrayList<>();
        checkpoints.recorded(job.identity(), recorded::add);
        recorded.add(held);
        return recorded;
    }

    private TrialRunner runner(BooleanSupplier stop) {
        return new TrialRunner(events, checkpoints, stop, clock);
    }

    @Override
    public void close() {
        try (site) {
            local.close();
        }
    }
}
