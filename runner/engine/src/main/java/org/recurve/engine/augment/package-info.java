/**
 * Training examples that are changed as they are read, keyed by seed, epoch and example. Begin at {@link
 * org.recurve.engine.augment.AugmentedData}. Knows nothing of batches and threads.
 */
package org.recurve.engine.augment;
