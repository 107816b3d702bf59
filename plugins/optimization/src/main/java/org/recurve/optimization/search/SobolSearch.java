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
 * Points that fill the space evenly, best by powers of two: Sobol's sequence in the order of Gray codes (Antonov and Saleev,
 * <i>USSR Computational Mathematics and Mathematical Physics</i> 19, 1979), with the direction numbers of Joe and Kuo,
 * <i>Constructing Sobol sequences with better two-dimensional projections</i>, SIAM J. Sci. Comput. 30, 2008 (their table
 * new-joe-kuo-6.21201). Not scrambled; the first point, the origin, is left out.
 */
@Plugin(id = "sobol", summary = "quasi-random points that fill the space evenly, best by powers of two")
public final class SobolSearch implements Search<NoConfig> {
    private static final int BITS = 31;

    /**
     * A primitive polynomial over the field of two elements, and where its recurrence begins.
     *
     * @param inner the coefficients between the first and the last, as bits
     * @param first odd numbers, as many as its degree
     */
    private record Polynomial(int inner, List<Integer> first) {}

    /** Holds the polynomials of the second axis and those after it. */
    private static final List<Polynomial> POLYNOMIALS = List.of(
            new Polynomial(0, List.of(1)),
            new Polynomial(1, List.of(1, 3)),
            new Polynomial(1, List.of(1, 3, 1)),
            new Polynomial(2, List.of(1, 1, 1)),
            new Polynomial(1, List.of(1, 1, 3, 3)),
            new Polynomial(4, List.of(1, 3, 5, 13)),
            new Polynomial(2, List.of(1, 1, 5, 5, 17)),
            new Polynomial(4, List.of(1, 1, 5, 5, 5)),
            new Polynomial(7, List.of(1, 1, 7, 11, 19)));

    @Override
    public int sees(NoConfig config, int trial) {
        return 0;
    }

    @Override
    public Optional<Suggestion> next(
            NoConfig config, List<Axis> axes, int trial, List<Observation> seen, Stream random) {
        if (axes.size() > POLYNOMIALS.size() + 1) {
            throw new InvalidSetting("sobol fills up to " + (POLYNOMIALS.size() + 1) + " axes evenly, not "
                    + axes.size() + "; use random");
        }
        return Optional.of(new Suggestion(IntStream.range(0, axes.size())
                .mapToObj(axis -> coordinate(axis, trial + 1))
                .toList()));
    }

    /** Returns the value of the point with this number, counted from 0. */
    static double coordinate(int axis, int number) {
        int[] directions = directions(axis);
        int gray = number ^ number >>> 1;
        int sum = 0;
        for (int bit = 0; bit < BITS; bit++) {
            sum ^= (gray >>> bit & 1) == 1 ? directions[bit] : 0;
        }
        return sum / (double) (1L << BITS);
    }

    /** Returns the direction numbers {@code m_k / 2^k} as fractions of 2³¹. */
    private static int[] directions(int axis) {
        int[] directions = new int[BITS];
        if (axis == 0) {
            return IntStream.range(0, BITS).map(k -> 1 << BITS - 1 - k).toArray();
        }
        Polynomial polynomial = POLYNOMIALS.get(axis - 1);
        int degree = polynomial.first().size();
        for (int k = 0; k < BITS; k++) {
            if (k < degree) {
                directions[k] = polynomial.first().get(k) << BITS - 1 - k;
            } else {
                directions[k] = directions[k - degree] ^ directions[k - degree] >>> degree;
                for (int i = 1; i < degree; i++) {
                    directions[k] ^= (polynomial.inner() >>> degree - 1 - i & 1) == 1 ? directions[k - i] : 0;
                }
            }
        }
        return directions;
    }
}
