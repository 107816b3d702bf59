/**
 * Runs the one linear operation, {@code y[r] = Σ_k w[k] · x[index(k)]}, with fixed-order fused multiply-adds. Begin
 * at {@link ContractionKernel}, then {@link ScalarContractionKernel}, the definition that {@link VectorContractionKernel}
 * agrees with to the last bit. Knows no graph but its index tables.
 */
package org.recurve.compute.kernel.contraction;
