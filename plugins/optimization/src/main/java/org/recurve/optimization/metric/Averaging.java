package org.recurve.optimization.metric;

import java.util.Optional;
import org.recurve.api.plugin.InvalidSetting;

/** Says how a number of each class becomes one of all. */
public enum Averaging {
    /** The mean over the classes that were right or answered somewhere. */
    MACRO,
    /** The number of all answers together, so that frequent classes count more. */
    MICRO;

    /** Says what the setting is about. */
    public static final String DOC =
            "how all classes or labels are taken together: macro, the mean over those that were right or"
                    + " answered; micro, all their answers as those of one; macro if left out";

    /** Refuses to average where one class is asked for. */
    public static void check(Optional<Integer> of, Optional<Averaging> average) {
        if (of.isPresent() && average.isPresent()) {
            throw new InvalidSetting("of asks for one class, and average for all of them; remove one of the two");
        }
    }
}
