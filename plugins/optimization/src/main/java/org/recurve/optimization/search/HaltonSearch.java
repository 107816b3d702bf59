package org.recurve.optimization.search;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;
import org.recurve.api.search.Axis;
import org.recurve.api.search.Observation;
import org.recurve.api.search.Search;
import org.recurve.api.search.Suggestion;

/**
 * Points that fill the space evenly: axis i has the radical inverse of 1, 2, … in the i-th prime (Halton, <i>Numerische
 * Mathematik</i> 2, 1960). Not scrambled; beyond eight axes the later ones would be correlated, so those are refused.
 */
@Plugin(id = "halton", summary = "quasi-random points that fill the space evenly")
public final class HaltonSearch implements Search<NoConfig> {
    private static final int[] PRIMES = {2, 3, 5, 7, 11, 13, 17, 19};

    @Override
    public int sees(NoConfig config, int trial) {
        return 0;
    }

    @Override
    public Optional<Suggestion> next(
            NoConfig config, List<Axis> axes, int trial, List<Observation> seen, Stream random) {
        if (axes.size() > PRIMES.length) {
            throw new InvalidSetting(
                    "halton fills up to " + PRIMES.length + " axes evenly, not " + axes.size() + "; use random");
        }
        return Optional.of(new Suggestion(IntStream.range(0, axes.size())
                .mapToObj(axis -> inverse(trial + 1, PRIMES[axis]))
                .toList()));
    }

    /** Returns the digits of {@code number} mirrored at the point. */
    static double inverse(int number, int base) {
        double sum = 0;
        double place = 1;
        for (int rest = number; rest > 0; rest /= base) {
            place /= base;
            sum += place * (rest % base);
        }
        return sum;
    }
}
