/**
 * Describes sequences in traced values: along which axis one lies, how long it truly is, where it is cut, and what depends on
 * its capacity. Begin at {@link org.recurve.compute.trace.sequence.SequenceAxis}. It knows nodes, but no traced values.
 */
package org.recurve.compute.trace.sequence;
