/** Metrics of how well a class is told from all others, at every threshold. */
package org.recurve.optimization.metric.ranking;
