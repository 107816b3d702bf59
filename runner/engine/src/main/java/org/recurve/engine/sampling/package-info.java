/** Draws text from a trained model of sequences. Begin at {@link TextSampler}. */
package org.recurve.engine.sampling;
