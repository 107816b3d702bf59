/** Draws random numbers, scalar and vector side by side. Begin at {@link UniformKernel}. */
package org.recurve.compute.kernel.draw;
