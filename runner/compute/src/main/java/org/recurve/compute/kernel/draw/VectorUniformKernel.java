package org.recurve.compute.kernel.draw;

import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;
import org.recurve.api.random.Stream;

/**
 * The ten rounds of {@link Stream#philox} for several counters side by side: each of a counter's four words has the lower half of a lane.
 */
public record VectorUniformKernel() implements UniformKernel {
    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
    private static final int LENGTH = SPECIES.length();
    private static final int ROUNDS = 10;
    private static final int WORD = 32;
    private static final long LOWER = 0xffffffffL;
    private static final long FIRST_FACTOR = 0xD2511F53L;
    private static final long SECOND_FACTOR = 0xCD9E8D57L;
    private static final long FIRST_STEP = 0x9E3779B9L;
    private static final long SECOND_STEP = 0xBB67AE85L;
    /** Bits of a word that a float does not take. */
    private static final int SPARE = 8;

    @Override
    public void draw(Stream stream, float[] to, int at, int n) {
        long[] drawn = new long[LENGTH];
        LongVector places = LongVector.zero(SPECIES).addIndex(1);
        int whole = SPECIES.loopBound(n);
        for (int i = 0; i < whole; i += LENGTH) {
            upper(stream.key(), places.add(i)).lanewise(LSHR, SPARE).intoArray(drawn, 0);
            for (int lane = 0; lane < LENGTH; lane++) {
                to[at + i + lane] = (int) drawn[lane] * 0x1p-24f;
            }
        }
        for (int i = whole; i < n; i++) {
            to[at + i] = stream.uniformFloat(i);
        }
    }

    /** Returns the second words of what counters are enciphered to, the upper half of their {@link Stream#bits}. */
    private static LongVector upper(long key, LongVector counter) {
        LongVector first = counter;
        LongVector second = LongVector.zero(SPECIES);
        LongVector third = LongVector.zero(SPECIES);
        LongVector fourth = LongVector.zero(SPECIES);
        long k0 = key & LOWER;
        long k1 = key >>> WORD;
        for (int round = 0; round < ROUNDS; round++) {
            LongVector one = first.mul(FIRST_FACTOR);
            LongVector other = third.mul(SECOND_FACTOR);
            first = other.lanewise(LSHR, WORD).lanewise(XOR, second).lanewise(XOR, k0);
            second = other.and(LOWER);
            third = one.lanewise(LSHR, WORD).lanewise(XOR, fourth).lanewise(XOR, k1);
            fourth = one.and(LOWER);
            k0 = k0 + FIRST_STEP & LOWER;
            k1 = k1 + SECOND_STEP & LOWER;
        }
        return second;
    }
}
