package org.recurve.api.event;

import java.util.Map;

/**
 * What a trial's numbers came from.
 *
 * @param recurve version of the framework
 * @param arithmetic version of the arithmetic contract
 * @param plugins by id, {@code id@version} for built-ins and {@code sha256:…} of the jars' entries for strangers'
 * @param dataDigest of the data set
 * @param machine JDK, CPU, vector width, threads, git commit: shown, and part of no identity
 */
public record Provenance(
        String recurve, int arithmetic, Map<String, String> plugins, String dataDigest, Map<String, String> machine) {
    public Provenance {
        plugins = Map.copyOf(plugins);
        machine = Map.copyOf(machine);
    }
}
