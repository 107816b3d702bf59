/**
 * Represents a model as a graph of a closed set of operations over rows. Begin at {@link Op}, then {@link Node} and
 * {@link GraphBuilder}. Knows neither derivatives nor kernels.
 */
package org.recurve.compute.ir;
