package org.recurve.optimization.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.HaltonSequenceGenerator;
import org.apache.commons.math3.random.SobolSequenceGenerator;
import org.junit.jupiter.api.Test;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.random.Stream;
import org.recurve.api.search.Axis;
import org.recurve.api.search.Search;

/** Sequences that are computed by hand, since plugins see the api alone, held to those of Commons Math. */
class LowDiscrepancyTest {
    private static List<Double> point(Search<NoConfig> search, int axes, int trial) {
        List<Axis> all = IntStream.range(0, axes)
                .mapToObj(axis -> new Axis("a" + axis, 0))
                .toList();
        return search.next(new NoConfig(), all, trial, List.of(), Stream.of(0))
                .orElseThrow()
                .at();
    }

    @Test
    void sobolsPointsAreThoseOfCommonsMath() {
        int axes = 10;
        SobolSequenceGenerator oracle = new SobolSequenceGenerator(axes);
        oracle.nextVector(); // the origin, which the search leaves out
        for (int trial = 0; trial < 5000; trial++) {
            double[] expected = oracle.nextVector();
            List<Double> point = point(new SobolSearch(), axes, trial);
            for (int axis = 0; axis < axes; axis++) {
                assertEquals(expected[axis], point.get(axis), 0, "axis " + axis + " of trial " + trial);
            }
        }
    }

    @Test
    void haltonsPointsAreThoseOfCommonsMath() {
        int[] primes = {2, 3, 5, 7, 11, 13, 17, 19};
        HaltonSequenceGenerator oracle = new HaltonSequenceGenerator(primes.length, primes, null);
        oracle.nextVector(); // the origin
        for (int trial = 0; trial < 5000; trial++) {
            double[] expected = oracle.nextVector();
            List<Double> point = point(new HaltonSearch(), primes.length, trial);
            for (int axis = 0; axis < primes.length; axis++) {
                assertEquals(expected[axis], point.get(axis), 1e-15, "axis " + axis + " of trial " + trial);
            }
        }
    }
}
