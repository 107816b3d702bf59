package org.recurve.engine.identity;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.recurve.api.data.Data;
import org.recurve.api.event.Provenance;
import org.recurve.api.plugin.Spec;
import org.recurve.engine.spec.TrialSpec;

/**
 * What all trials of a run have in common.
 *
 * @param recurve version of the framework; shown, and part of no identity
 * @param arithmetic version of the arithmetic contract
 * @param machine as {@link MachineDescription} describes it; shown, and part of no identity
 * @param versions of a plugin: {@code id@version} for a built-in, {@code sha256:…} of its jar's entries for a stranger's
 */
public record RunPlatform(
        String recurve, int arithmetic, Map<String, String> machine, Function<Spec<?>, String> versions) {
    public RunPlatform {
        machine = Map.copyOf(machine);
    }

    /** {@code id@version}, which is enough for a built-in plugin. */
    public static String builtIn(Spec<?> spec) {
        return spec.id() + "@" + spec.version();
    }

    public Provenance provenance(TrialSpec trial, Data data) {
        Map<String, String> here = new TreeMap<>(machine);
        here.put("threads-in-a-trial", Integer.toString(trial.threads()));
        return new Provenance(recurve, arithmetic, UsedPlugins.of(trial, versions), data.digest(), here);
    }

    /**
     * Returns the trial's identity: SHA-256 over the canonical configuration, the data's digest, the arithmetic version and the
     * versions of the plugins used. Names of variants, threads, and the machine cannot change a number and are left out.
     */
    public static String identity(TrialSpec trial, Provenance from) {
        return identity(trial.configuration(), trial.seed(), from);
    }

    /** Returns the same of a trial that is stored: whatever it says that it is, this is what it is. */
    public static String identity(String configuration, long seed, Provenance from) {
        Sha256Digest hash = new Sha256Digest()
                .add("recurve trial")
                .add(configuration)
                .add(seed)
                .add(from.dataDigest())
                .add(from.arithmetic());
        new TreeMap<>(from.plugins()).forEach((id, version) -> hash.add(id).add(version));
        return hash.finish();
    }
}
