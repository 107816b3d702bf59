/**
 * Fixes what the contract fixes: the scalar functions, the fused multiply-add, and blocks of sixteen lanes. Begin at
 * {@link BlockLayout} and {@link ScalarTranscendentals}. Knows no other package of the core.
 */
package org.recurve.compute.arithmetic;
