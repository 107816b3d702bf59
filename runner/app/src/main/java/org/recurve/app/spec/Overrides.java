package org.recurve.app.spec;

import java.util.List;

/**
 * What the command line changes.
 *
 * @param quick whether the file's {@code quick} section is applied
 * @param sets {@code path=value}, the right side one YAML value, applied in order
 * @param seeds instead of the file's, if any
 */
public record Overrides(boolean quick, List<String> sets, List<Long> seeds) {
    /** The file as it is. */
    public static final Overrides NONE = new Overrides(false, List.of(), List.of());

    public Overrides {
        sets = List.copyOf(sets);
        seeds = List.copyOf(seeds);
    }
}
