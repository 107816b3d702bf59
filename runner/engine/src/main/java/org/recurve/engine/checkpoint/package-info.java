/** Writes the whole state of a training to bytes and reads it back. Begin at {@link TrialCheckpoints}. */
package org.recurve.engine.checkpoint;
