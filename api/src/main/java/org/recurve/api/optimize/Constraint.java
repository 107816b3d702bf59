package org.recurve.api.optimize;

import java.util.function.Predicate;

/** Holds parameters in a set: after every step they are moved to its nearest point. */
public interface Constraint<C extends Record> {
    /**
     * Returns the parameters, those it is for moved into the set, all others as they are.
     *
     * @param constrained whether it is for this segment
     */
    Vector project(C config, Vector theta, Predicate<Segment> constrained);
}
