/**
 * Finds the weights that a training starts from: what trials of a store learnt, packs, and files of other programs. Begin at
 * {@link org.recurve.app.start.StoredStarts}. Knows neither models nor what is done with the weights.
 */
@NullMarked
package org.recurve.app.start;

import org.jspecify.annotations.NullMarked;
