/**
 * Records the graph while a plugin computes with symbolic values of one example. Begin at {@link TracedValue} and
 * {@link TraceContext}. Knows no plugin.
 */
package org.recurve.compute.trace;
