package org.recurve.compute.runtime;

import jdk.incubator.vector.FloatVector;
import org.recurve.compute.arithmetic.VectorLanes;

/** Multiply-adds between registers, as many at a time as hide what each waits. Load it only where the vector module is present. */
final class VectorChains {
    private VectorChains() {}

    static double flops(int steps) {
        FloatVector half = FloatVector.broadcast(VectorLanes.SPECIES, 0.5f);
        FloatVector one = FloatVector.broadcast(VectorLanes.SPECIES, 1);
        FloatVector a = half;
        FloatVector b = half;
        FloatVector c = half;
        FloatVector d = half;
        FloatVector e = half;
        FloatVector f = half;
        FloatVector g = half;
        FloatVector h = half;
        FloatVector i = half;
        FloatVector j = half;
        for (int step = 0; step < steps; step++) {
            a = a.fma(half, one);
            b = b.fma(half, one);
            c = c.fma(half, one);
            d = d.fma(half, one);
            e = e.fma(half, one);
            f = f.fma(half, one);
            g = g.fma(half, one);
            h = h.fma(half, one);
            i = i.fma(half, one);
            j = j.fma(half, one);
        }
        FloatVector all =
                a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j);
        return MachineLimits.done(20.0 * steps * VectorLanes.WIDTH, all.lane(0));
    }
}
