/** Moves and sums rows by index tables. Begin at {@link GatherKernel}. */
package org.recurve.compute.kernel.gather;
