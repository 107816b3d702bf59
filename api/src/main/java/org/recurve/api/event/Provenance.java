package org.recurve.api.event;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Describes what a trial's numbers came from.
 *
 * @param recurve version of the framework
 * @param arithmetic version of the arithmetic contract
 * @param plugins by id, {@code id@version} for built-ins, {@link #TRAINING_LOOP} among them from its version 2 on, and for
 *     strangers' {@code code:sha256:…} of the classes and resources that they reach, or {@code sha256:…} of all entries of their
 *     jars where that cannot be told, and in trials of earlier versions
 * @param dataDigest of the data set
 * @param machine JDK, CPU, vector width, threads, git commit: shown, and part of no identity
 * @param code of strangers' plugins, by id: which jars they came from, shown, and part of no identity; empty in trials of
 *     earlier versions
 */
public record Provenance(
        String recurve,
        int arithmetic,
        Map<String, String> plugins,
        String dataDigest,
        Map<String, String> machine,
        Map<String, List<PluginCode>> code) {
    /** Stands among the plugins for what goes from step to step: a name that no plugin can have. */
    public static final String TRAINING_LOOP = "training loop";

    private static final String OF_A_JAR = "sha256:";

    public Provenance {
        plugins = Map.copyOf(plugins);
        machine = Map.copyOf(machine);
        code = code.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    }

    /** Returns that of a trial whose plugins are built in, or of an earlier version. */
    public Provenance(
            String recurve,
            int arithmetic,
            Map<String, String> plugins,
            String dataDigest,
            Map<String, String> machine) {
        this(recurve, arithmetic, plugins, dataDigest, machine, Map.of());
    }

    /** Returns the plugins that are strangers', by id, each with the digests {@code sha256:…} of the jars that it came from. */
    public SortedMap<String, List<String>> strangers() {
        SortedMap<String, List<String>> strangers = new TreeMap<>();
        plugins.forEach((id, versions) -> {
            List<String> jars = Stream.concat(
                            Stream.of(versions.split(", ")).filter(version -> version.startsWith(OF_A_JAR)),
                            code.getOrDefault(id, List.of()).stream().map(PluginCode::jar))
                    .distinct()
                    .toList();
            if (!jars.isEmpty()) {
                strangers.put(id, jars);
            }
        });
        return strangers;
    }
}
