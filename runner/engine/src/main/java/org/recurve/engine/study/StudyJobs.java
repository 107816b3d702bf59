package org.recurve.engine.study;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.engine.spec.GeneratedList;
import org.recurve.engine.spec.StudySpec;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.training.TrialJob;

/**
 * The trials of a study and their identities, by their place in its order. A trial's settings are made when they are asked
 * for: there may be a hundred thousand trials, of which few run at once. Safe for several threads.
 */
public final class StudyJobs {
    private static final String PREFIX = "sha256:";
    private static final int HASH_BYTES = 32;

    private final StudySpec study;
    private final JobFactory factory;
    private final byte[] identities;
    private final String[] variants;
    private final String[] tasks;
    private final long[] seeds;

    private StudyJobs(StudySpec study, JobFactory factory) {
        int size = study.trials().size();
        this.study = study;
        this.factory = factory;
        this.identities = new byte[Math.multiplyExact(size, HASH_BYTES)];
        this.variants = new String[size];
        this.tasks = new String[size];
        this.seeds = new long[size];
    }

    /**
     * Opens the data of all trials; two trials that are the same end in {@link InvalidSetting}.
     *
     * @throws StudyStopped if {@code stop} says so
     */
    static StudyJobs of(StudySpec study, JobFactory factory, BooleanSupplier stop) {
        StudyJobs jobs = new StudyJobs(study, factory);
        Map<String, Integer> known = HashMap.newHashMap(jobs.size());
        for (int trial = 0; trial < jobs.size(); trial++) {
            StudyStopped.ask(stop, trial);
            TrialSpec spec = study.trials().get(trial);
            String identity = factory.job(study.name(), spec).identity();
            Integer same = known.putIfAbsent(identity, trial);
            if (same != null) {
                throw new InvalidSetting(spec.title() + " is the same trial as "
                        + study.trials().get(same).title()
                        + ": nothing that can change its result differs; remove one of the two");
            }
            jobs.set(trial, spec, identity);
        }
        return jobs;
    }

    private void set(int trial, TrialSpec spec, String identity) {
        byte[] hash = HexFormat.of().parseHex(identity, PREFIX.length(), identity.length());
        System.arraycopy(hash, 0, identities, trial * HASH_BYTES, HASH_BYTES);
        variants[trial] = spec.variant();
        tasks[trial] = spec.task();
        seeds[trial] = spec.seed();
    }

    public int size() {
        return seeds.length;
    }

    /** {@code sha256:} and 64 hexadecimal digits. */
    public String identity(int trial) {
        int start = trial * HASH_BYTES;
        return PREFIX + HexFormat.of().formatHex(identities, start, start + HASH_BYTES);
    }

    /** Returns the trial's name. */
    public TrialPlan plan(int trial) {
        return new TrialPlan(identity(trial), variants[trial], tasks[trial], seeds[trial]);
    }

    /** Returns all trials' names, each made when it is asked for. */
    public List<TrialPlan> plans() {
        return GeneratedList.of(size(), this::plan);
    }

    /** Returns the trial, ready to run. */
    public TrialJob job(int trial) {
        return factory.job(study.name(), study.trials().get(trial), identity(trial));
    }

    /** Returns those that this holds of, in their order; each is made when it is asked for. */
    public List<TrialJob> where(IntPredicate wanted) {
        int[] chosen = IntStream.range(0, size()).filter(wanted).toArray();
        return GeneratedList.of(chosen.length, at -> job(chosen[at]));
    }
}
