/** Kernels that work row by row, lane by lane: movement, sums of listed rows, choices of the largest. */
package org.recurve.compute.rows;
