/**
 * Explores the points of a sweep or of a search: which is best and by how much, how flat it is there, and which settings matter.
 * Begin at {@link org.recurve.reports.sweep.SweepPoints}. Nothing here is a test, and no page is known here.
 */
package org.recurve.reports.sweep;
