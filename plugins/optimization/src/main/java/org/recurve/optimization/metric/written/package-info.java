/** Metrics of sequences of symbols that a model writes by itself. Begin at {@link org.recurve.optimization.metric.written.Written}. */
package org.recurve.optimization.metric.written;
