/** Metrics: what is measured on a split, as an accumulator over its examples. */
package org.recurve.api.measure;
