/** Pooling: summaries of windows. */
package org.recurve.pooling;
