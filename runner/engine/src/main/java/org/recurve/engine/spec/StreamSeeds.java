package org.recurve.engine.spec;

import java.util.Set;
import org.recurve.api.event.SeedVariation;

/**
 * The seeds of a trial's streams.
 *
 * @param init of the parameters' initial values
 * @param order of the examples
 * @param noise of everything drawn during training
 */
public record StreamSeeds(long init, long order, long noise) {
    private static final long FIXED = 0;

    /** Returns all of one seed. */
    public static StreamSeeds of(long seed) {
        return of(seed, SeedVariation.USUAL);
    }

    /** Returns those of the seed that it varies. */
    public static StreamSeeds of(long seed, Set<SeedVariation> vary) {
        return new StreamSeeds(
                vary.contains(SeedVariation.INIT) ? seed : FIXED,
                vary.contains(SeedVariation.ORDER) ? seed : FIXED,
                vary.contains(SeedVariation.NOISE) ? seed : FIXED);
    }
}
