/**
 * Differentiates graphs: the derivative of a graph is a graph of the same operations, so derivatives nest. Begin at
 * {@link VjpRules} and {@link JvpRules}, one page each; {@link ReverseMode} and {@link ForwardMode} walk a graph by them.
 * Knows no kernels.
 */
package org.recurve.compute.autodiff;
