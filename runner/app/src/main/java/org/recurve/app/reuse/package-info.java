/**
 * Says which trials of a study are stored, and why the others are to be trained: what of their identity differs from the stored
 * trial of the same name; and which of them go on from shorter ones, or are only measured once more. Begin at
 * {@link org.recurve.app.reuse.ReuseSearch} and {@link org.recurve.app.reuse.EarlierTrials}. It compares identities and computes none: what
 * makes trials ready to run is unknown here.
 */
package org.recurve.app.reuse;
