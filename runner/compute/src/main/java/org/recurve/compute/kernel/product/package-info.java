/**
 * Multiplies matrices that examples have for themselves, scalar and vector side by side. Begin at {@link
 * org.recurve.compute.kernel.product.MatrixProductKernel}. It knows no graph and no buffers but arrays.
 */
package org.recurve.compute.kernel.product;
