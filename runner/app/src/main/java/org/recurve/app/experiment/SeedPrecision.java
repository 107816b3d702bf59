package org.recurve.app.experiment;

import java.util.List;

/**
 * Seeds that are added one by one, for all variants together, until no interval of a planned difference is wider than this.
 * The p-values stay what they are, since whether a difference lies away from zero is not asked before the end.
 *
 * @param further seeds that may be added, in order
 * @param width of the 95 % interval of a variant's paired difference in the primary metric
 */
public record SeedPrecision(List<Long> further, double width) {
    /** The fewest seeds to begin with: of fewer, an interval is narrow by chance too often. */
    static final int LEAST = 10;

    public SeedPrecision {
        further = List.copyOf(further);
    }
}
