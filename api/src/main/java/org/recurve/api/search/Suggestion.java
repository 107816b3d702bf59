package org.recurve.api.search;

import java.util.List;

/**
 * Settings to be tried.
 *
 * @param at a coordinate in [0, 1) for each axis
 * @param budget the share of the full training that it gets, in (0, 1]
 */
public record Suggestion(List<Double> at, double budget) {
    public Suggestion {
        at = List.copyOf(at);
        if (!(budget > 0 && budget <= 1)) {
            throw new IllegalArgumentException("a budget lies in (0, 1], and is not " + budget);
        }
    }

    /** With the full training. */
    public Suggestion(List<Double> at) {
        this(at, 1);
    }
}
