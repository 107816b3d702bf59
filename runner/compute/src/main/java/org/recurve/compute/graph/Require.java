package org.recurve.compute.graph;

/** Checks what only a mistake in the framework itself can break. */
final class Require {
    private Require() {}

    static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException("a graph is inconsistent: " + otherwise);
        }
    }
}
