package org.recurve.api.data;

import java.nio.file.Path;

/** The files of a data set. */
@FunctionalInterface
public interface Files {
    /** Returns where this file lies, fetched and verified. */
    Path path(Source source);

    /**
     * Returns where a file or folder of the user's own lies: below the folder that {@code --data} names, else below the working
     * directory. Nobody has fetched or verified it; a data set that reads it lists it in {@link Dataset#own} and has its
     * contents in the digest.
     */
    default Path own(String path) {
        return Path.of(path);
    }
}
