/** Metrics: what is measured on a split. */
package org.recurve.optimization.metric;
