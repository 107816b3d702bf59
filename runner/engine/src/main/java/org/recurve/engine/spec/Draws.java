package org.recurve.engine.spec;

import java.util.Set;

/**
 * The seeds of a trial's streams.
 *
 * @param init of the parameters' initial values
 * @param order of the examples
 * @param noise of everything drawn during training
 */
public record Draws(long init, long order, long noise) {
    private static final long FIXED = 0;

    /** All of one seed. */
    public static Draws of(long seed) {
        return of(seed, Vary.USUAL);
    }

    /** Those of the seed that it varies. */
    public static Draws of(long seed, Set<Vary> vary) {
        return new Draws(
                vary.contains(Vary.INIT) ? seed : FIXED,
                vary.contains(Vary.ORDER) ? seed : FIXED,
                vary.contains(Vary.NOISE) ? seed : FIXED);
    }
}
