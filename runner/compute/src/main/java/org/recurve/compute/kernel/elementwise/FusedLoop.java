package org.recurve.compute.kernel.elementwise;

/** A chain as one loop over vectors: what its steps make of an element never leaves the processor's registers. */
interface FusedLoop {
    /**
     * Runs the chain on the first {@code n} elements, reading all inputs of a vector before writing its outputs.
     *
     * @param arrays of the chain's registers, then of its outputs; only those of inputs, constants and outputs are used
     * @param offsets of the first float in each
     * @param n a multiple of the vectors' length
     */
    void run(float[][] arrays, int[] offsets, int n);
}
