package org.recurve.engine.data;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.plugin.Spec;
import org.recurve.engine.identity.Sha256Digest;
import org.recurve.engine.spec.PhaseSpec;
import org.recurve.engine.spec.TrialSpec;

/**
 * The data of a training.
 *
 * @param own which the trial is measured on, and learns from where a phase says nothing else
 * @param phases data of phases that have some of their own, by the phase's name
 */
public record TrainingData(Data own, Map<String, Data> phases) {
    public TrainingData {
        phases = Map.copyOf(phases);
    }

    /** Returns the data of a training whose phases have none of their own. */
    public static TrainingData of(Data own) {
        return new TrainingData(own, Map.of());
    }

    /** Opens all data of a trial. */
    public static TrainingData of(TrialSpec spec, DataPool pool) {
        Map<String, Data> phases = new TreeMap<>();
        each(spec, (name, data) -> phases.put(name, pool.open(data)));
        return new TrainingData(pool.open(spec.data()), phases);
    }

    /** Returns what a phase learns from. */
    public Data of(PhaseSpec phase) {
        return phases.getOrDefault(phase.name(), own);
    }

    /** Returns the digest of all of it: that of its own alone, if there is no other. */
    public String digest() {
        SortedMap<String, String> digests = new TreeMap<>();
        phases.forEach((name, data) -> digests.put(name, data.digest()));
        return digest(own.digest(), digests);
    }

    /** Returns the same of a trial, whose data need not be opened; empty if a digest is not known. */
    public static Optional<String> digest(TrialSpec spec, Function<Spec<Dataset<?>>, Optional<String>> known) {
        Optional<String> own = known.apply(spec.data());
        SortedMap<String, String> digests = new TreeMap<>();
        int[] missing = new int[1];
        each(spec, (name, data) -> known.apply(data).ifPresentOrElse(it -> digests.put(name, it), () -> missing[0]++));
        return own.filter(_ -> missing[0] == 0).map(it -> digest(it, digests));
    }

    private static void each(TrialSpec spec, BiConsumer<String, Spec<Dataset<?>>> action) {
        spec.phases().forEach(phase -> phase.sources().data().ifPresent(data -> action.accept(phase.name(), data)));
    }

    private static String digest(String own, SortedMap<String, String> phases) {
        if (phases.isEmpty()) {
            return own;
        }
        Sha256Digest all = new Sha256Digest().add("data of phases").add(own);
        phases.forEach((name, digest) -> all.add(name).add(digest));
        return all.finish();
    }
}
