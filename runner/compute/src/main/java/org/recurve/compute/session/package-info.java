/** Evaluates a program on batches, many times, without allocating. Begin at {@link Session} and {@link Batch}. */
package org.recurve.compute.session;
