package org.recurve.app.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.recurve.api.event.Provenance;

/** Compares what a trial's numbers came from with what they come from now. */
final class ProvenanceCheck {
    private ProvenanceCheck() {}

    /** Returns what decides numbers. */
    static List<String> changed(Provenance before, Provenance now) {
        List<String> changed = differences("plugin ", before.plugins(), now.plugins());
        differ("data", before.dataDigest(), now.dataDigest()).ifPresent(changed::add);
        differ("arithmetic", Integer.toString(before.arithmetic()), Integer.toString(now.arithmetic()))
                .ifPresent(changed::add);
        return changed;
    }

    /** Returns what must decide none. */
    static List<String> varied(Provenance before, Provenance now) {
        List<String> varied = differences("", before.machine(), now.machine());
        differ("recurve", before.recurve(), now.recurve()).ifPresent(varied::add);
        return varied;
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
