/**
 * Divides examples among training, validation and test. Begin at {@link org.recurve.datasets.division.SplitRule}. Knows numbers of
 * examples, not where they come from.
 */
package org.recurve.datasets.division;
