/**
 * Runs fused expressions of elementwise functions and sums. Begin at {@link FusedExpression} and {@link ChunkKernel};
 * {@link FusedLoopCompiler} turns one that is used much into a loop of its own.
 */
package org.recurve.compute.kernel.elementwise;
