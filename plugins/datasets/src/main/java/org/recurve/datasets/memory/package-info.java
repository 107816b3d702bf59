/**
 * Keeps numbers and bytes of data sets, in the heap or in temporary files once there are many. Begin at {@link
 * org.recurve.datasets.memory.SpareFile}. Knows nothing of what they mean.
 */
package org.recurve.datasets.memory;
