package org.recurve.compute.arithmetic;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vector shape of this machine: its widest, but no more than a block of 16 floats. */
public final class VectorLanes {
    public static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() > BlockLayout.LANES
            ? VectorSpecies.of(float.class, VectorShape.S_512_BIT)
            : FloatVector.SPECIES_PREFERRED;

    /** Floats of a vector; where it is less than 16, kernels run once for each part of a block. */
    public static final int WIDTH = SPECIES.length();

    /** AVX-512 and its equals have 32 registers, AVX2 has 16. */
    public static final boolean MANY_REGISTERS = WIDTH == BlockLayout.LANES;

    private VectorLanes() {}
}
