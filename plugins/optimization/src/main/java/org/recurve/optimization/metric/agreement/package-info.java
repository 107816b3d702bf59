/** Metrics that hold answers against what guessing would reach. */
package org.recurve.optimization.metric.agreement;
