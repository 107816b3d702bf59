/**
 * Describes models: layers and their costs, receptive fields, gradient norms through time. Begin at
 * {@link ModelSummary}.
 */
package org.recurve.compute.inspect;
