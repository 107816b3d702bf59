package org.recurve.engine.trial;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.event.Event.TrialStarted;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.compute.Summary;
import org.recurve.engine.bus.Events;
import org.recurve.engine.bus.RecordingFailed;
import org.recurve.engine.spec.TrialSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a job from {@link TrialStarted} to {@link TrialEnded}, whatever the plugins do. */
public final class Trial {
    private static final Logger LOG = LoggerFactory.getLogger(Trial.class);

    private final Events events;
    private final Checkpoints checkpoints;
    private final BooleanSupplier stop;
    private final InstantSource clock;

    /**
     * Trials that publish to {@code events}.
     *
     * @param checkpoints from where a trial goes on, and where one that stops leaves what it needs for that
     * @param stop asked before every step; a trial that is told to stop ends as interrupted
     */
    public Trial(Events events, Checkpoints checkpoints, BooleanSupplier stop, InstantSource clock) {
        this.events = events;
        this.checkpoints = checkpoints;
        this.stop = stop;
        this.clock = clock;
    }

    /** Trains on the calling thread; {@link RecordingFailed} passes through, and nothing else does. */
    public TrialEnded run(Job job) {
        Instant start = clock.instant();
        TrialEnded ended = train(job, start).event(job.identity(), start, clock.instant());
        events.publish(ended);
        return ended;
    }

    private Ending train(Job job, Instant start) {
        boolean started = false;
        try {
            TrialSpec spec = job.spec();
            Requirements.check(spec, job.data());
            List<Prepared> phases = Prepared.all(job);
            spec.measures().forEach(measure -> measure.check(phases.getLast().prediction()));
            Optional<byte[]> checkpoint = checkpoints.latest(job.identity());
            started = true;
            events.publish(started(job, Summary.of(phases.getLast().program()), start));
            return new Phases(job, phases, events, checkpoints, stop, clock).run(checkpoint);
        } catch (RecordingFailed stopsTheRun) {
            throw stopsTheRun;
        } catch (RuntimeException | Error e) {
            LOG.debug("trial {} of {} failed", job.spec().title(), job.study(), e);
            if (!started) {
                events.publish(started(job, List.of(), start));
            }
            return Ending.failed(reason(e));
        }
    }

    /** A plugin's own message is for the user; an error of the JVM says little without its name. */
    private static String reason(Throwable e) {
        if (e instanceof PluginFailure failure) {
            return failure.getMessage() + (failure.part().isEmpty() ? "" : " at " + failure.part());
        }
        String message = Objects.requireNonNullElse(e.getMessage(), "no message");
        return e instanceof IllegalArgumentException
                ? message
                : e.getClass().getSimpleName() + ": " + message + " (in " + place(e) + ")";
    }

    private static String place(Throwable e) {
        return e.getStackTrace().length == 0 ? "an unknown place" : e.getStackTrace()[0].toString();
    }

    private static TrialStarted started(Job job, List<LayerSummary> layers, Instant start) {
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
