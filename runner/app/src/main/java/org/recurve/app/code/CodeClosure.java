package org.recurve.app.code;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.recurve.engine.identity.Sha256Digest;

/**
 * All of a jar that can change what one of its classes computes.
 *
 * @param type the class, as {@code org.example.Lion}
 * @param parts digests of classes, named as {@code org.example.Lion}, and of resources, named by their path
 * @param unbounded why other parts of the jar may be reached as well, as in {@code org.example.Lion calls Class.forName}; empty
 *     if they cannot
 */
public record CodeClosure(String type, SortedMap<String, String> parts, String unbounded) {
    /** Raised with every change of what a digest is made of. */
    private static final int FORM = 1;

    public CodeClosure {
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    }

    /** Returns {@code code:sha256:} and 64 hexadecimal digits: what decides the numbers of a plugin of this version. */
    public String digest(int version) {
        Sha256Digest digest = new Sha256Digest()
                .add("recurve plugin code")
                .add(FORM)
                .add(type)
                .add(version)
                .add(parts.size());
        parts.forEach((name, part) -> digest.add(name).add(part));
        return "code:" + digest.finish();
    }

    /** Returns the parts that are not what they were, in the order of their names; those that came or went are some. */
    public List<String> changedSince(CodeClosure earlier) {
        SortedSet<String> names = new TreeSet<>(parts.keySet());
        names.addAll(earlier.parts.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(parts.get(name), earlier.parts.get(name)))
                .toList();
    }
}
