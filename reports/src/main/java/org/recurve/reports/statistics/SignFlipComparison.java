package org.recurve.reports.statistics;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The paired sign-flip permutation test of a mean difference (Fisher, <i>The Design of Experiments</i>, 1935, § 21), and the
 * 95 % interval of all means that it does not reject (Hartigan, <i>JASA</i> 64, 1969).
 *
 * <p>It supposes that, were there no effect, each difference could as well have had the other sign; nothing about their
 * distribution else. Flipping a set S of pairs gives a mean as extreme as the one seen just if the sum over S is not of its
 * sign, so p is twice the share of such sets, the empty one among them; and the bounds are order statistics of the means
 * over all sets. Exact up to {@value #EXACT} pairs, else over {@value #DRAWS} seeded sets.
 *
 * @param p two-sided, at most 1
 * @param interval empty for fewer than six pairs, as the test then rejects no mean at 5 %
 */
public record SignFlipComparison(double p, Optional<ConfidenceInterval> interval) implements PairedTest {
    private static final int EXACT = 20;
    private static final int DRAWS = 1_000_000;
    private static final double TAIL = 0.025;
    /** Sums that differ by less than rounding are equal: accuracies are multiples of 1/n, and ties must count. */
    private static final double ROUNDING = 1e-12;

    /** Tests at least one difference, all finite. */
    public static SignFlipComparison of(double... differences) {
        double total = Arrays.stream(differences).sum();
        double tie = ROUNDING * Arrays.stream(differences).map(StrictMath::abs).sum();
        SubsetSums subsetSums = differences.length <= EXACT ? all(differences) : drawn(differences);
        double against = Arrays.stream(subsetSums.sums)
                .filter(sum -> StrictMath.signum(total) * sum <= tie)
                .count();
        double sets = subsetSums.sums.length + 1.0;
        double p = StrictMath.min(1, 2 * (against + 1) / sets);
        return new SignFlipComparison(p, interval(subsetSums, sets));
    }

    @Override
    public SignFlipComparison again(double... differences) {
        return of(differences);
    }

    private static Optional<ConfidenceInterval> interval(SubsetSums subsetSums, double sets) {
        int rank = (int) (TAIL * sets);
        if (rank == 0) {
            return Optional.empty();
        }
        double[] means = subsetSums.means();
        Arrays.sort(means);
        return Optional.of(new ConfidenceInterval(means[rank - 1], means[means.length - rank]));
    }

    /** Sums over sets of differences, none of the sets empty. */
    private record SubsetSums(double[] sums, int[] sizes) {
        double[] means() {
            double[] means = new double[sums.length];
            Arrays.setAll(means, i -> sums[i] / sizes[i]);
            return means;
        }
    }

    private static SubsetSums all(double[] differences) {
        int count = 1 << differences.length;
        double[] sums = new double[count];
        for (int set = 1; set < count; set++) {
            int last = Integer.numberOfTrailingZeros(set);
            sums[set] = sums[set & (set - 1)] + differences[last];
        }
        int[] sizes = new int[count - 1];
        Arrays.setAll(sizes, i -> Integer.bitCount(i + 1));
        return new SubsetSums(Arrays.copyOfRange(sums, 1, count), sizes);
    }

    private static SubsetSums drawn(double[] differences) {
        SplittableRandom random = new SplittableRandom(0);
        double[] sums = new double[DRAWS];
        int[] sizes = new int[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            while (sizes[draw] == 0) {
                long bits = 0;
                for (int i = 0; i < differences.length; i++) {
                    bits = i % Long.SIZE == 0 ? random.nextLong() : bits >>> 1;
                    if ((bits & 1) == 1) {
                        sums[draw] += differences[i];
                        sizes[draw]++;
                    }
                }
            }
        }
        return new SubsetSums(sums, sizes);
    }

    /** Returns the fewest pairs with which the least of {@code family} p-values can fall to 5 % after Holm: 2m / 2ⁿ ≤ 0.05. */
    public static int pairsNeeded(int family) {
        int pairs = 1;
        while (2.0 * family / StrictMath.pow(2, pairs) > 2 * TAIL) {
            pairs++;
        }
        return pairs;
    }
}
