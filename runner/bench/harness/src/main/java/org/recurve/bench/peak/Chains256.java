package org.recurve.bench.peak;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Twelve accumulators, which with both factors fit the sixteen registers of AVX2 and hide five cycles on two ports. */
final class Chains256 {
    static final int COUNT = 12;

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;

    private static volatile float sink;

    private Chains256() {}

    static void run(int length) {
        sink = chains(length);
    }

    private static float chains(int length) {
        FloatVector x = FloatVector.broadcast(SPECIES, 0.5f + sink * 0);
        FloatVector a = x.mul(1f);
        FloatVector b = x.mul(2f);
        FloatVector c = x.mul(3f);
        FloatVector d = x.mul(4f);
        FloatVector e = x.mul(5f);
        FloatVector f = x.mul(6f);
        FloatVector g = x.mul(7f);
        FloatVector h = x.mul(8f);
        FloatVector i = x.mul(9f);
        FloatVector j = x.mul(10f);
        FloatVector k = x.mul(11f);
        FloatVector l = x.mul(12f);
        for (int n = 0; n < length; n++) {
            a = x.fma(x, a);
            b = x.fma(x, b);
            c = x.fma(x, c);
            d = x.fma(x, d);
            e = x.fma(x, e);
            f = x.fma(x, f);
            g = x.fma(x, g);
            h = x.fma(x, h);
            i = x.fma(x, i);
            j = x.fma(x, j);
            k = x.fma(x, k);
            l = x.fma(x, l);
        }
        return a.add(b)
                .add(c)
                .add(d)
                .add(e.add(f).add(g).add(h))
                .add(i.add(j).add(k).add(l))
                .lane(0);
    }
}
