package org.recurve.engine.study;

import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.StudyEnded;
import org.recurve.api.event.Event.StudyStarted;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.executor.LocalExecutor;
import org.recurve.engine.executor.TrialExecutor;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.spec.Expectation;
import org.recurve.engine.spec.StudySpec;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.study.ParallelRunner.StudyEnds;
import org.recurve.engine.study.StudyResult.TrialEnd;
import org.recurve.engine.training.ElapsedTime;
import org.recurve.engine.training.TrialJob;

/**
 * Runs studies. Trials that ended before are reused; the others are started in the order of the study, so many side by
 * side as there are {@code jobs}. Neither their numbers nor the order of one trial's events depend on that.
 *
 * @param checkpoints where trials go on from
 * @param executor trains them
 * @param finished the end of the trial with this identity, if it was run before, to whatever end, and is not to be run again
 * @param jobs trials side by side, at least 1
 * @param stop asked before every step of every trial; what was told to stop ends as interrupted, and nothing is begun
 */
public record StudyRunner(
        RunPlatform platform,
        DataPool data,
        EventSink events,
        TrialCheckpoints checkpoints,
        TrialExecutor executor,
        Function<String, Optional<TrialEnded>> finished,
        int jobs,
        BooleanSupplier stop,
        InstantSource clock) {
    /** Returns a runner that trains in this process. */
    public StudyRunner(
            RunPlatform platform,
            DataPool data,
            EventSink events,
            TrialCheckpoints checkpoints,
            Function<String, Optional<TrialEnded>> finished,
            int jobs,
            BooleanSupplier stop,
            InstantSource clock) {
        this(
                platform,
                data,
                events,
                checkpoints,
                new LocalExecutor(events, checkpoints, clock),
                finished,
                jobs,
                stop,
                clock);
    }

    /** Returns the same with so many trials side by side. */
    public StudyRunner sideBySide(int most) {
        return new StudyRunner(platform, data, events, checkpoints, executor, finished, most, stop, clock);
    }

    /** Data that cannot be opened, and variants that are the same, end in {@link InvalidSetting} before the first event. */
    public StudyResult run(StudySpec study) {
        return run(study, RunBounds.NONE, SeedGrowth.NONE);
    }

    /** Returns the same for a part of the study, of whose rest it gives what was found finished; and for what that grows to. */
    public StudyResult run(StudySpec study, RunBounds bounds, SeedGrowth growth) {
        Instant start = clock.instant();
        StudySpec grown = study;
        while (true) {
            StudyEnds ends = outcomes(grown, bounds);
            Optional<StudySpec> more = ends.whole() ? growth.beyond(grown, ends.ended()) : Optional.empty();
            if (more.isEmpty()) {
                Map<String, Boolean> expectations = expectations(grown, ends);
                events.publish(new StudyEnded(study.name(), expectations, ElapsedTime.between(start, clock.instant())));
                return new StudyResult(study.name(), ends.ended(), searched(grown), expectations);
            }
            grown = more.get();
        }
    }

    private StudyEnds outcomes(StudySpec study, RunBounds bounds) {
        StudyJobs planned = jobs(study);
        events.publish(new StudyStarted(
                study.name(),
                study.question(),
                study.file(),
                planned.plans(),
                study.compare(),
                clock.instant(),
                bounds.text(),
                Optional.of(study.questions())));
        BitSet within = bounds.within(planned);
        int own = planned.size() - study.searched();
        return ParallelRunner.run(planned.size(), jobs, planned::plan, (trial, cancelled) -> {
            Optional<TrialEnd> outcome = known(planned.plan(trial));
            if (outcome.isEmpty() && within.get(trial)) {
                outcome = outcome(planned.job(trial), cancelled);
            }
            boolean failed =
                    outcome.filter(o -> o.ended().status() == Status.FAILED).isPresent();
            if (failed && bounds.stopOnFailure() && trial < own) {
                cancelled.set(true);
            }
            return outcome;
        });
    }

    private Set<String> searched(StudySpec study) {
        int size = study.trials().size();
        return study.trials().subList(size - study.searched(), size).stream()
                .map(spec -> factory().job(study.name(), spec).identity())
                .collect(Collectors.toSet());
    }

    /**
     * Returns the study's trials with their identities and data.
     *
     * @throws StudyStopped if the run is told to stop meanwhile
     */
    public StudyJobs jobs(StudySpec study) {
        return StudyJobs.of(study, factory(), stop);
    }

    private JobFactory factory() {
        return new JobFactory(platform, data);
    }

    /** Runs one trial on the calling thread, or finds it; empty if the run was told to stop. */
    public Optional<TrialEnd> one(String study, TrialSpec spec) {
        TrialJob job = factory().job(study, spec);
        return known(job.plan()).or(() -> outcome(job, new AtomicBoolean()));
    }

    /**
     * Returns those of the trials that are not finished yet, ready to run.
     *
     * @throws StudyStopped if the run is told to stop meanwhile
     */
    public List<TrialJob> pending(StudySpec study) {
        StudyJobs planned = jobs(study);
        return planned.where(trial -> {
            StudyStopped.ask(stop, trial);
            return finished.apply(planned.identity(trial)).isEmpty();
        });
    }

    private Optional<TrialEnd> known(TrialPlan plan) {
        return finished.apply(plan.trial()).map(before -> new TrialEnd(plan, before, true));
    }

    private Optional<TrialEnd> outcome(TrialJob job, AtomicBoolean cancelled) {
        BooleanSupplier halt = () -> cancelled.get() || stop.getAsBoolean();
        Optional<TrialEnded> elsewhere =
                halt.getAsBoolean() ? Optional.empty() : checkpoints.await(job.identity(), halt);
        if (elsewhere.isPresent() || halt.getAsBoolean()) {
            return elsewhere.map(ended -> new TrialEnd(job.plan(), ended, true));
        }
        return executor.run(job, halt).map(ended -> new TrialEnd(job.plan(), ended, false));
    }

    /** Not asked of a study that was interrupted: what is not there yet has not failed. */
    private static Map<String, Boolean> expectations(StudySpec study, StudyEnds ends) {
        Map<String, Boolean> held = new LinkedHashMap<>();
        for (Expectation expectation : ends.whole() ? study.expectations() : List.<Expectation>of()) {
            held.put(expectation.text(), expectation.holds(new VariantMeans(ends.ended())));
        }
        return held;
    }
}
