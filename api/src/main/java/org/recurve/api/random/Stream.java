package org.recurve.api.random;

import java.nio.charset.StandardCharsets;

/**
 * A stream of random numbers that is a pure function of its key: element {@code i} is Philox-4x32-10 (Salmon, Moraes, Dror,
 * Shaw, <i>Parallel Random Numbers: As Easy as 1, 2, 3</i>, 2011) of the counter {@code i} under a 64-bit key.
 *
 * <p>Keys are made by naming: {@code Stream.of(seed).in("conv1").in("w")} is the same stream wherever and whenever it is asked
 * for. Immutable; drawing moves nothing.
 *
 * @param key the 64 bits under which counters are enciphered
 */
public record Stream(long key) {
    private static final int M0 = 0xD2511F53;
    private static final int M1 = 0xCD9E8D57;
    private static final int W0 = 0x9E3779B9;
    private static final int W1 = 0xBB67AE85;

    /** Returns the stream of a trial's seed. */
    public static Stream of(long seed) {
        return new Stream(seed).in("recurve");
    }

    /** Returns the stream of a part or a purpose below this one. */
    public Stream in(String name) {
        long derived = in(0x6e616d65L).key; // "name": keeps names apart from numbers
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            derived = new Stream(derived).in(b & 0xff).key;
        }
        return new Stream(derived);
    }

    /** Returns the stream of a number below this one: an epoch, a step, an example's id. */
    public Stream in(long number) {
        return new Stream(block(number, 0x7375626bL)); // "subk": keeps keys apart from draws
    }

    /** 64 random bits. */
    public long bits(long index) {
        return block(index, 0);
    }

    /** Uniform on [0, 1), a multiple of 2⁻⁵³. */
    public double uniform(long index) {
        return (bits(index) >>> 11) * 0x1p-53;
    }

    /** {@link #uniform} cut to a multiple of 2⁻²⁴: exact as a float, where rounding could give 1. */
    public float uniformFloat(long index) {
        return (bits(index) >>> 40) * 0x1p-24f;
    }

    /** Uniform on {0, …, bound − 1}; the bias of at most bound / 2⁵³ is below any study's resolution. */
    public int below(long index, int bound) {
        return (int) (uniform(index) * bound);
    }

    /** Standard normal, by Box and Muller's cosine branch in {@link StrictMath}. */
    public double normal(long index) {
        double u = 1 - uniform(2 * index);
        double v = uniform(2 * index + 1);
        return StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * StrictMath.PI * v);
    }

    /** Returns a permutation of 0 … size − 1, each equally likely (Fisher and Yates). */
    public int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        for (int i = size - 1; i > 0; i--) {
            int j = below(i, i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return order;
    }

    private long block(long low, long high) {
        int[] out =
                philox((int) low, (int) (low >>> 32), (int) high, (int) (high >>> 32), (int) key, (int) (key >>> 32));
        return (out[0] & 0xffffffffL) | ((long) out[1] << 32);
    }

    /** Philox-4x32-10 of one counter; public so that it can be held to the published test vectors. */
    public static int[] philox(int c0, int c1, int c2, int c3, int k0, int k1) {
        for (int round = 0; round < 10; round++) {
            long p0 = (M0 & 0xffffffffL) * (c0 & 0xffffffffL);
            long p1 = (M1 & 0xffffffffL) * (c2 & 0xffffffffL);
            c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            c1 = (int) p1;
            c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c3 = (int) p0;
            k0 += W0;
            k1 += W1;
        }
        return new int[] {c0, c1, c2, c3};
    }
}
