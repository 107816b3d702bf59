package org.recurve.engine.training;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.event.Event.TrialStarted;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.compute.inspect.ModelSummary;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.bus.RecordingFailed;
import org.recurve.engine.checkpoint.EarlierTraining;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.spec.PartPlaces;
import org.recurve.engine.spec.TrialSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a job from {@link TrialStarted} to {@link TrialEnded}, whatever the plugins do. */
public final class TrialRunner {
    private static final Logger LOG = LoggerFactory.getLogger(TrialRunner.class);

    private final EventSink sink;
    private final TrialCheckpoints checkpoints;
    private final BooleanSupplier stop;
    private final InstantSource clock;

    /**
     * Trials that publish to {@code events}.
     *
     * @param checkpoints from where a trial goes on, and where one that stops leaves what it needs for that
     * @param stop asked before every step; a trial that is told to stop ends as interrupted
     */
    public TrialRunner(EventSink sink, TrialCheckpoints checkpoints, BooleanSupplier stop, InstantSource clock) {
        this.sink = sink;
        this.checkpoints = checkpoints;
        this.stop = stop;
        this.clock = clock;
    }

    /** Trains on the calling thread; {@link RecordingFailed} passes through, and nothing else does. */
    public TrialEnded run(TrialJob job) {
        Instant start = clock.instant();
        TrialEnded ended = train(job, start).event(job.identity(), start, clock.instant());
        sink.publish(ended);
        return ended;
    }

    /**
     * Publishes the end of a trial that was trained elsewhere and did not come to one.
     *
     * @param started whether its beginning was published
     */
    public TrialEnded ended(TrialJob job, boolean started, Status status, String reason) {
        Instant start = clock.instant();
        if (!started) {
            sink.publish(started(job, List.of(), start));
        }
        TrialEnded ended =
                TrialOutcome.early(status, reason, Optional.empty(), "").event(job.identity(), start, clock.instant());
        sink.publish(ended);
        return ended;
    }

    private TrialOutcome train(TrialJob job, Instant start) {
        boolean started = false;
        try {
            TrialSpec spec = job.spec();
            DataRequirements.check(spec, job.data());
            List<TracedPhase> phases = TracedPhase.all(job);
            spec.measures().forEach(phases.getLast()::check);
            Optional<byte[]> checkpoint = checkpoints.latest(job.identity());
            started = true;
            sink.publish(started(job, ModelSummary.of(phases.getLast().program()), start));
            keepStarts(job);
            PhaseRunner runner = new PhaseRunner(job, phases, sink, checkpoints, stop, clock);
            if (checkpoint.isPresent()) {
                return runner.run(checkpoint);
            }
            Optional<EarlierTraining> earlier = earlier(job);
            earlier.ifPresent(it -> it.replay(sink::publish));
            return earlier.map(it -> switch (it) {
                        case EarlierTraining.ReachedCheckpoint reached -> runner.run(Optional.of(reached.content()));
                        case EarlierTraining.WholeTraining whole -> runner.measure(whole);
                    })
                    .orElseGet(() -> runner.run(Optional.empty()));
        } catch (RecordingFailed stopsTheRun) {
            throw stopsTheRun;
        } catch (RuntimeException | Error e) {
            LOG.debug("trial {} of {} failed", job.spec().title(), job.study(), e);
            if (!started) {
                sink.publish(started(job, List.of(), start));
            }
            return TrialOutcome.failed(reason(e, job.spec().places()));
        }
    }

    private Optional<EarlierTraining> earlier(TrialJob job) {
        return checkpoints.earlier(job.identity(), job.spec(), job.provenance(), job.data());
    }

    /** Keeps what the trial begins with, so that it can begin so again, whatever becomes of where that came from. */
    private void keepStarts(TrialJob job) {
        try {
            job.spec().starts().forEach(from -> checkpoints.startsFrom(job.identity(), from));
        } catch (RuntimeException e) {
            throw new RecordingFailed("the weights that the trial starts from", e);
        }
    }

    /** Returns a plugin's own message is for the user; an error of the JVM says little without its name. */
    private static String reason(Throwable e, PartPlaces places) {
        if (e instanceof PluginFailure failure) {
            String place =
                    places.of(failure.part()).map(where -> " (" + where + ")").orElse("");
            return failure.getMessage() + (failure.part().isEmpty() ? "" : " at " + failure.part() + place);
        }
        String message = Objects.requireNonNullElse(e.getMessage(), "no message");
        return e instanceof IllegalArgumentException
                ? message
                : e.getClass().getSimpleName() + ": " + message + " (in " + place(e) + ")";
    }

    private static String place(Throwable e) {
        return e.getStackTrace().length == 0 ? "an unknown place" : e.getStackTrace()[0].toString();
    }

    private static TrialStarted started(TrialJob job, List<LayerSummary> layers, Instant start) {
        TrialSpec spec = job.spec();
        return new TrialStarted(
                job.identity(),
                job.study(),
                spec.variant(),
                spec.task(),
                spec.seed(),
                spec.configuration(),
                job.provenance(),
                layers,
                start);
    }
}
