/**
 * Scales inputs by what the training split says of them. Begin at {@link org.recurve.datasets.scaling.Scale}. Knows examples, not the
 * files that they come from.
 */
package org.recurve.datasets.scaling;
