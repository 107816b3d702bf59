package org.recurve.compute.ir;

import java.math.BigInteger;
import java.util.Locale;
import java.util.stream.IntStream;
import org.recurve.api.model.Shape;

/**
 * Refuses values and index tables that no memory can hold before anything as large as they is made. The message is completed
 * with the name of the part that is being traced.
 */
final class ElementLimit {
    /** The most entries of an index table; a longer one takes minutes to make and gigabytes to keep. */
    private static final int ENTRIES = 1 << 28;

    private ElementLimit() {}

    /** Returns the product of these as the number of elements of a value. */
    static int rows(int... factors) {
        return checked("a value", "elements in each example", Shape.MOST_OF_EXAMPLE, factors);
    }

    /** Returns the product of these as the number of entries of a table. */
    static int entries(int... factors) {
        return checked("an index table", "entries", ENTRIES, factors);
    }

    private static int checked(String what, String counted, int most, int... factors) {
        long product = 1;
        for (int factor : factors) {
            product *= factor;
            if (product < 0 || product > most) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "%s of %,d %s is too large for any memory: at most %,d; make the part smaller, or what it"
                                + " reads",
                        what,
                        exact(factors),
                        counted,
                        most));
            }
        }
        return (int) product;
    }

    private static BigInteger exact(int... factors) {
        return IntStream.of(factors).mapToObj(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
    }
}
