/**
 * Holds a traced model and the graph of every quantity that can be asked of it. Begin at {@link Program} and
 * {@link Quantity}.
 */
package org.recurve.compute.program;
