package org.recurve.compute.ir;

import java.util.Map;

/** Checks what only a mistake in the framework itself can break. */
public final class GraphChecks {
    private GraphChecks() {}

    static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException("a graph is inconsistent: " + otherwise);
        }
    }

    /** Returns what {@code map} has for {@code key}, which it must have. */
    public static <K, V> V known(Map<K, V> map, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("nothing is known of " + key);
        }
        return value;
    }
}
