/**
 * Holds the inner loops of contractions: sums of a few outputs and blocks, kept in registers over one pass of the inputs.
 * Begin at {@link org.recurve.compute.kernel.contraction.tile.SingleTile}. It knows neither plans nor threads.
 */
package org.recurve.compute.kernel.contraction.tile;
