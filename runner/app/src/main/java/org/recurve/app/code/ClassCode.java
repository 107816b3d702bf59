package org.recurve.app.code;

import java.util.SortedSet;

/**
 * Describes what one class contributes to the code of a plugin.
 *
 * @param digest over all that can change what the class computes: debug information, annotations, the order of members and
 *     that of the constant pool are left out
 * @param classes that it names, as {@code org/example/Lion}
 * @param texts constants of the class, which may be names of classes or resources
 * @param services types whose providers it loads, as {@code org.example.Prey}
 * @param unbounded why other code may be reached from here than what it names; empty if that cannot be
 */
record ClassCode(
        String digest,
        SortedSet<String> classes,
        SortedSet<String> texts,
        SortedSet<String> services,
        String unbounded) {}
