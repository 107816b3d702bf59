package org.recurve.app.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.recurve.api.event.Provenance;

/** Compares what a trial's numbers came from with what they come from now. */
public final class ProvenanceCheck {
    private ProvenanceCheck() {}

    /** Returns what decides numbers. */
    static List<String> changed(Provenance before, Provenance now) {
        List<String> changed = differences("plugin ", before.plugins(), now.plugins());
        differ("data", before.dataDigest(), now.dataDigest()).ifPresent(changed::add);
        differ("arithmetic", Integer.toString(before.arithmetic()), Integer.toString(now.arithmetic()))
                .ifPresent(changed::add);
        return changed;
    }

    /** Returns the plugins and the arithmetic that are not those of the trial: asked with others, its model is another. */
    static List<String> changedCode(Provenance before, Provenance now) {
        List<String> changed = differences("plugin ", before.plugins(), now.plugins());
        differ("arithmetic", Integer.toString(before.arithmetic()), Integer.toString(now.arithmetic()))
                .ifPresent(changed::add);
        return changed;
    }

    /** Returns what must decide none. */
    static List<String> varied(Provenance before, Provenance now) {
        List<String> varied = differences("", before.machine(), now.machine());
        differ("recurve", before.recurve(), now.recurve()).ifPresent(varied::add);
        varied.addAll(differences("jar of ", jars(before, now), jars(now, before)));
        return varied;
    }

    /** Returns the jars of plugins whose code both know, so that the rest of the jars decides nothing. */
    private static Map<String, String> jars(Provenance from, Provenance other) {
        return from.strangers().entrySet().stream()
                .filter(plugin -> from.code().containsKey(plugin.getKey())
                        && other.code().containsKey(plugin.getKey())
                        && Objects.equals(
                                from.plugins().get(plugin.getKey()),
                                other.plugins().get(plugin.getKey())))
                .collect(Collectors.toMap(Map.Entry::getKey, plugin -> String.join(", ", plugin.getValue())));
    }

    private static List<String> differences(String kind, Map<String, String> before, Map<String, String> now) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        List<String> differences = new ArrayList<>();
        names.forEach(name -> differ(kind + name, before.getOrDefault(name, "none"), now.getOrDefault(name, "none"))
                .ifPresent(differences::add));
        return differences;
    }

    private static Optional<String> differ(String what, String before, String now) {
        return before.equals(now) ? Optional.empty() : Optional.of(what + ": was " + before + ", is " + now);
    }
}
