package org.recurve.engine.spec;

import java.util.Optional;

/** Tells where the parts of a model, and the sections of a file, are written. */
@FunctionalInterface
public interface PartPlaces {
    /** Knows of no place. */
    PartPlaces UNKNOWN = _ -> Optional.empty();

    /** Returns the place of a part or section by its path, as in {@code study.yaml:5:8}; empty if it is written nowhere. */
    Optional<String> of(String path);
}
