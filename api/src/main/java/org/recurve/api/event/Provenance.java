package org.recurve.api.event;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a trial's numbers came from.
 *
 * @param recurve version of the framework
 * @param arithmetic version of the arithmetic contract
 * @param plugins by id, {@code id@version} for built-ins, {@link #TRAINING_LOOP} among them from its version 2 on, and
 *     {@code sha256:…} of the jars' entries for strangers'
 * @param dataDigest of the data set
 * @param machine JDK, CPU, vector width, threads, git commit: shown, and part of no identity
 */
public record Provenance(
        String recurve, int arithmetic, Map<String, String> plugins, String dataDigest, Map<String, String> machine) {
    /** What stands among the plugins for what goes from step to step: a name that no plugin can have. */
    public static final String TRAINING_LOOP = "training loop";

    private static final String OF_A_JAR = "sha256:";

    public Provenance {
        plugins = Map.copyOf(plugins);
        machine = Map.copyOf(machine);
    }

    /** Returns the plugins that are strangers', by id, each with the digests {@code sha256:…} of the jars that it came from. */
    public SortedMap<String, List<String>> strangers() {
        SortedMap<String, List<String>> strangers = new TreeMap<>();
        plugins.forEach((id, versions) -> {
            List<String> jars = Stream.of(versions.split(", "))
                    .filter(version -> version.startsWith(OF_A_JAR))
                    .toList();
            if (!jars.isEmpty()) {
                strangers.put(id, jars);
            }
        });
        return strangers;
    }
}
