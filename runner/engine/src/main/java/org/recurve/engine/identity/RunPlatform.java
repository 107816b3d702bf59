package org.recurve.engine.identity;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.recurve.api.data.Data;
import org.recurve.api.event.Provenance;
import org.recurve.api.plugin.Spec;
import org.recurve.engine.identity.UsedPlugins.UsedPlugin;
import org.recurve.engine.spec.TrialSpec;

/**
 * Describes what all trials of a run have in common.
 *
 * @param recurve version of the framework; shown, and part of no identity
 * @param arithmetic version of the arithmetic contract
 * @param machine as {@link MachineDescription} describes it; shown, and part of no identity
 * @param plugins what decides the numbers of each plugin
 * @param begun whether a trial of this identity began before
 */
public record RunPlatform(
        String recurve,
        int arithmetic,
        Map<String, String> machine,
        Function<Spec<?>, PluginSource> plugins,
        Predicate<String> begun) {
    public RunPlatform {
        machine = Map.copyOf(machine);
    }

    /** Returns the platform where every plugin is known by one text, and nothing began before. */
    public RunPlatform(
            String recurve, int arithmetic, Map<String, String> machine, Function<Spec<?>, String> versions) {
        this(recurve, arithmetic, machine, spec -> new PluginSource.BuiltIn(versions.apply(spec)), trial -> false);
    }

    /** {@code id@version}, which is enough for a built-in plugin. */
    public static String builtIn(Spec<?> spec) {
        return spec.id() + "@" + spec.version();
    }

    /** Returns the same where these trials, and no others, began before. */
    public RunPlatform after(Predicate<String> trials) {
        return new RunPlatform(recurve, arithmetic, machine, plugins, trials);
    }

    public Provenance provenance(TrialSpec trial, Data data) {
        return provenance(trial, data.digest());
    }

    /**
     * Returns what a trial's numbers come from. Plugins from jars are known by the code that they reach. A trial that an
     * earlier version began, which knew them by their whole jars, stays known by these as long as the jars are the same.
     */
    public Provenance provenance(TrialSpec trial, String dataDigest) {
        List<UsedPlugin> used = UsedPlugins.of(trial, plugins);
        Provenance now = provenance(trial, dataDigest, used, PluginSource::identity);
        Provenance byJars = provenance(trial, dataDigest, used, PluginSource::earlierIdentity);
        boolean earlier = !now.plugins().equals(byJars.plugins())
                && !begun.test(identity(trial, now))
                && begun.test(identity(trial, byJars));
        return earlier ? byJars : now;
    }

    private Provenance provenance(
            TrialSpec trial, String dataDigest, List<UsedPlugin> used, Function<PluginSource, String> version) {
        Map<String, String> here = new TreeMap<>(machine);
        here.put("threads-in-a-trial", Integer.toString(trial.threads()));
        return new Provenance(
                recurve, arithmetic, UsedPlugins.versions(used, version), dataDigest, here, UsedPlugins.code(used));
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
