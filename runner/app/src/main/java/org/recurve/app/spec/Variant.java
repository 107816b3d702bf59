package org.recurve.app.spec;

import org.recurve.app.problem.Place;

/**
 * The baseline, or the baseline with one named change.
 *
 * @param place where it is named in the file
 */
public record Variant(String name, Place place, Configuration configuration) {
    /** The name of the configuration that nothing was changed in. */
    public static final String BASELINE = "baseline";
}
