package org.recurve.api.data;

import java.nio.file.Path;

/** The verified files of a data set. */
@FunctionalInterface
public interface Files {
    /** Where this file lies, fetched and verified. */
    Path path(Source source);
}
